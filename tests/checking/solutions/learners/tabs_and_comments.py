import numpy as np
# Aufgabe 4 – Faltung von Hand
def faltung_forward(bild, kern):
	# Schritt 1: Groesse der Ausgabe
	hoehe = bild.shape[0] - kern.shape[0] + 1
	breite = bild.shape[1] - kern.shape[1] + 1
	aus = np.zeros((hoehe, breite))
	# Schritt 2: jedes Fenster, Zeile 1 bis hoehe
	for z in range(1, hoehe + 1):
			for s in range(1, breite + 1):
						fenster = bild[z-1:z-1+kern.shape[0], s-1:s-1+kern.shape[1]]
						aus[z-1, s-1] = np.sum(fenster*kern)
	cache = (bild, kern)
	return aus, cache

def conv_backward(d_aus, cache):
	# Schritt 3: zurueck
	(bild, kern) = cache
	d_bild = np.zeros(bild.shape)
	d_kern = np.zeros(kern.shape)
	for z in range(1, d_aus.shape[0] + 1):
		for s in range(1, d_aus.shape[1] + 1):
			d_bild[z-1:z-1+kern.shape[0], s-1:s-1+kern.shape[1]] += kern*d_aus[z-1, s-1]
			d_kern += bild[z-1:z-1+kern.shape[0], s-1:s-1+kern.shape[1]]*d_aus[z-1, s-1]
	return d_bild, d_kern

def conv_forward(bild, kern):
	return faltung_forward(bild, kern)
