"""What people call things: arguments, keys and parts of functions' names, in lower case and without underscores."""

import re
from collections.abc import Mapping
from enum import Enum


class Meaning(Enum):
    """What an argument, a key or a returned value stands for."""

    X = "x"
    PADDED = "x_pad"
    WEIGHT = "weight"
    BIAS = "bias"
    Y = "y"
    DY = "dy"
    DX = "dx"
    DWEIGHT = "dweight"
    DBIAS = "dbias"
    CACHE = "cache"
    SETTINGS = "settings"
    STRIDE = "stride"
    PADDING = "padding"
    DILATION = "dilation"
    SIZE = "size"
    HEIGHT = "height"
    WIDTH = "width"
    MODE = "mode"
    RATE = "rate"
    FILTERS = "filters"
    CHANNELS = "channels"
    INPUT_SHAPE = "input_shape"
    SHAPE = "shape"
    VALUE = "value"
    TARGET = "target"
    LEAK = "leak"


_GIVEN: Mapping[Meaning, str] = {
    Meaning.X: """x aprev a input inputs inp image img images in data activationprev activations xin inputdata prev
        xprev batch inputimage aslice aslicepr aslicep asliceprev slice window patch region ap layerinput feature
        featuremap map z zprev xbatch""",
    Meaning.PADDED: """xpad aprevpad xpadded apad padded paddedinput inputpadded paddedx xp imgpad imagepadded
        aprevpadded""",
    Meaning.WEIGHT: """w weight weights kernel kernels k filter filters filt wt theta conv kern weightmatrix filterbank
        filterw wconv wfc weightmat""",
    Meaning.BIAS: "b bias biases beta bconv",
    Meaning.DY: """dz dout dh dy da outputgradient gradoutput gradout grad gradient upstream delta dldout dldy dldz
        dldh dlda dlossdout outputgrad dupstream dl dnext doutput gradients error outgrad upstreamgradient g gout
        outputgradients dloss dyhat dlda dlout outputerror""",
    Meaning.CACHE: "cache caches saved memory ctx",
    Meaning.SETTINGS: """hparameters hparams hparam convparam poolparam params param hyper hyperparameters config
        options convparams poolparams hyperparams settings hp kwargs""",
    Meaning.STRIDE: "stride strides s step steps stridesize",
    Meaning.PADDING: "pad padding p pads paddingsize padsize padwidth npad zeropadding zeropad",
    Meaning.DILATION: "dilation dilations d dil",
    Meaning.SIZE: """f filtsize filtersize poolsize kernelsize size window windowsize ksize fsize pool kernelshape
        filtershape ks psize pooldim fs""",
    Meaning.HEIGHT: "poolheight fh kh hh filterheight kernelheight ph windowheight poolh",
    Meaning.WIDTH: "poolwidth fw kw ww filterwidth kernelwidth pw windowwidth poolw",
    Meaning.MODE: "mode pooltype kind type pooling poolingmode pooltypename method",
    Meaning.RATE: "learningrate lr alpha eta rate stepsize learnrate",
    Meaning.FILTERS: """depth numfilters outchannels nfilters nf filters outputchannels cout filtercount numkernels
        outputdepth channelsout nkernels outdepth nc outfeatures outputsize nout units nunits outdim outputdim fanout
        neurons nneurons noutputs numoutputs outsize numunits hiddensize outputunits dout outputneurons nfeaturesout""",
    Meaning.CHANNELS: """inputdepth inchannels nchannels cin inputchannels channels channelsin indepth ncprev infeatures
        nin indim fanin ninputs numinputs insize inputunits inputneurons nfeaturesin""",
    Meaning.INPUT_SHAPE: "inputshape inshape inputsize inputdim",
    Meaning.SHAPE: "shape outputshape outshape",
    Meaning.TARGET: """target targets t label labels ytrue truth groundtruth gt expected actual onehot yonehot desired
        ytarget yactual trueclass ytruth correct correctclass labelsonehot yt true expectedoutput desiredoutput""",
    Meaning.LEAK: "negativeslope leak leakyslope slope leakage negslope",
}
_MADE: Mapping[Meaning, str] = {
    Meaning.Y: "z y out output h a outputs result conv pooled res",
    Meaning.DX: """dx daprev da dinput dinputs inputgradient gradinput dprev dimage dapr dxp inputgrad gradx dlinput
        dldx dxpad dapad dlossdx gradientx dxprev dimg dain din dlda dldinput inputsgradient dz dzprev""",
    Meaning.DWEIGHT: """dw dk dkernel dkernels dfilter dfilters dweight dweights kernelsgradient kernelgradient
        weightsgradient gradw gradweights dldw gradientw gradkernel dlossdw filtergrad dlfilters dlk dfilt weightgrad
        weightgradient gradweight dldk dldweight dldf df""",
    Meaning.DBIAS: """db dbias dbiases biasgradient gradb gradbias dldb biasgrad dlossdb gradientb dldbias
        biasesgradient""",
    Meaning.CACHE: "cache caches memory saved ctx",
}


def _table(words: Mapping[Meaning, str]) -> Mapping[str, Meaning]:
    found: dict[str, Meaning] = {}
    for meaning, text in words.items():
        for word in text.split():
            found.setdefault(word, meaning)
    return found


_GIVEN_TABLE, _MADE_TABLE = _table(_GIVEN), _table(_MADE)


def one_of(text: str) -> frozenset[str]:
    """Return the words of a text, of which a name is one."""
    return frozenset(text.split())


def plain(name: str) -> str:
    """Return a name in lower case without what stands between its words."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def words_of(name: str) -> tuple[str, ...]:
    """Return the words of a name: conv_forward and ConvForward have two."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name.replace("2D", "2d").replace("ReLU", "Relu"))
    return tuple(word for word in re.split(r"[^a-z0-9]+", apart.lower()) if word)


def given(name: str) -> Meaning | None:
    """Return what an argument of this name is, if its name says so."""
    return _GIVEN_TABLE.get(plain(name))


def made(name: str) -> Meaning | None:
    """Return what a returned value of this name is, if its name says so."""
    return _MADE_TABLE.get(plain(name))


ALIASES: Mapping[Meaning, tuple[str, ...]] = {
    Meaning.STRIDE: ("stride", "strides", "s"),
    Meaning.PADDING: ("pad", "padding", "p"),
    Meaning.DILATION: ("dilation",),
    Meaning.SIZE: ("f", "filt_size", "filter_size", "pool_size", "kernel_size", "size"),
    Meaning.HEIGHT: ("pool_height", "fh", "HH"),
    Meaning.WIDTH: ("pool_width", "fw", "WW"),
}
"""The keys under which a dictionary of settings has each of them, where nothing says which ones are asked for."""
