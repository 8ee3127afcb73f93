"""What programs print in sections or after an index: MATLAB, Octave, Julia, R, PyTorch in C++, and their prompts."""
