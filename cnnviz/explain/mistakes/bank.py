"""All mistakes, in the order in which one looks for them: first what is made most often."""

from collections.abc import Iterator, Mapping

from cnnviz.explain.mistakes.kinds import adding, dense, kernels, losses, placing, pointwise, routing, shapes
from cnnviz.explain.mistakes.mistake import Mistake, Variant, WrongStep, in_arrays, in_steps
from cnnviz.run.chapter import ChapterKind as K

_CONVOLUTION = (K.CONVOLVE, K.SCATTER, K.ACCUMULATE, K.CORRELATE)
_POOLING = (K.MAX_POOL, K.MAX_POOL_BACK, K.AVERAGE_POOL, K.AVERAGE_POOL_BACK)
_WINDOWS = (*_CONVOLUTION, *_POOLING)
_ADDING = (K.SCATTER, K.ACCUMULATE, K.MAX_POOL_BACK, K.AVERAGE_POOL_BACK)
_TO_MAXIMUM = (K.MAX_POOL_BACK,)
_MEANS = (K.AVERAGE_POOL, K.AVERAGE_POOL_BACK, K.GLOBAL_POOL, K.GLOBAL_POOL_BACK, K.MSE_BACK)
_UPDATES = (K.UPDATE_WEIGHT, K.UPDATE_BIAS)
_SLOPES = (K.ACTIVATE_BACK,)
_DENSE = (K.LINEAR, K.LINEAR_INPUT, K.LINEAR_WEIGHT)

BANK: tuple[Mistake, ...] = (
    Mistake(
        "assigned_not_added",
        (
            in_steps(adding.assigned, *_ADDING),
            in_steps(adding.winner_assigned, K.MAX_POOL_BACK),
            in_steps(adding.last_term_only, K.CONVOLVE, K.GATHER, K.CORRELATE, K.LINEAR, K.LINEAR_INPUT),
            in_steps(adding.assigned, K.LOSS, K.MSE),
            in_arrays(dense.of_last_sample),
        ),
    ),
    Mistake(
        "stride_forgotten",
        (
            in_steps(placing.stride_forgotten, *_WINDOWS),
            in_steps(placing.side_by_side, K.SPREAD),
            in_arrays(shapes.without_stride),
        ),
    ),
    Mistake(
        "dilation_forgotten",
        (in_steps(placing.dilation_forgotten, *_CONVOLUTION), in_arrays(shapes.without_dilation)),
    ),
    Mistake(
        "kernel_turned",
        (in_steps(kernels.turned, K.CONVOLVE, K.SCATTER, K.ACCUMULATE, K.CORRELATE),),
    ),
    Mistake(
        "kernel_not_turned",
        (in_steps(kernels.turned, K.SCATTER, K.GATHER, K.FULL), in_steps(kernels.not_turned, K.TURN)),
    ),
    Mistake(
        "axes_swapped",
        (
            in_steps(placing.rows_and_columns_swapped, *_WINDOWS, words="window_swapped"),
            in_steps(
                kernels.transposed,
                K.CONVOLVE,
                K.SCATTER,
                K.GATHER,
                K.ACCUMULATE,
                K.CORRELATE,
                K.FULL,
                words="kernel_swapped",
            ),
            in_steps(dense.transposed, *_DENSE, words="weights_swapped"),
            in_steps(dense.by_columns, K.FLATTEN, K.FLATTEN_BACK, words="list_swapped"),
            in_arrays(losses.over_samples),
        ),
    ),
    Mistake("crop_at_zero_padding", (in_arrays(shapes.cropped_to_nothing),)),
    Mistake("border_not_cropped", (in_arrays(shapes.not_cropped), in_arrays(shapes.cropped_at_corner))),
    Mistake(
        "padding_off_by_one",
        (
            in_steps(placing.padding_too_narrow, *_WINDOWS, words="window_too_low"),
            in_steps(placing.padding_too_wide, *_WINDOWS, words="window_too_high"),
            in_steps(placing.copied_too_low, K.CROP, K.PAD, K.SPREAD, words="window_too_low"),
            in_steps(placing.copied_too_high, K.CROP, K.PAD, K.SPREAD, words="window_too_high"),
            in_arrays(shapes.wrongly_padded(1)),
            in_arrays(shapes.wrongly_padded(-1)),
        ),
    ),
    Mistake("bias_forgotten", (in_steps(adding.bias_left_out, K.CONVOLVE, K.LINEAR),)),
    Mistake(
        "bias_gradient_averaged",
        (
            in_steps(adding.over_positions, K.BIAS_GRADIENT),
            in_steps(adding.over_samples, K.BIAS_GRADIENT),
            in_steps(adding.over_all, K.BIAS_GRADIENT),
            in_steps(adding.last_position, K.BIAS_GRADIENT),
            in_steps(adding.first_position, K.BIAS_GRADIENT),
            in_arrays(shapes.of_last_window),
            in_arrays(shapes.of_first_window),
        ),
    ),
    Mistake(
        "gradient_averaged",
        (
            in_steps(adding.over_samples, *_ADDING, K.LINEAR_WEIGHT, K.LINEAR_INPUT),
            in_steps(adding.over_positions, *_ADDING),
            in_steps(adding.over_all, *_ADDING),
        ),
    ),
    Mistake(
        "channel_dropped",
        (
            in_steps(adding.first_of(adding.plane_of), *_WINDOWS),
            in_steps(adding.first_of(adding.plane_of, last=True), *_WINDOWS),
        ),
    ),
    Mistake(
        "filter_dropped",
        (
            in_steps(adding.first_of(adding.output_of), *_CONVOLUTION),
            in_steps(adding.first_of(adding.output_of, last=True), *_CONVOLUTION),
            in_steps(adding.other_filters_left_out, K.CONVOLVE),
        ),
    ),
    Mistake(
        "wrong_divisor",
        (
            in_steps(adding.not_divided, *_MEANS),
            in_steps(adding.divided_by_side, K.AVERAGE_POOL, K.AVERAGE_POOL_BACK),
            in_steps(adding.divided_by_area, K.AVERAGE_POOL, K.AVERAGE_POOL_BACK),
            in_steps(adding.divided_by_inside, K.AVERAGE_POOL, K.AVERAGE_POOL_BACK),
            in_steps(losses.not_averaged, K.MSE),
            in_steps(losses.not_shared, K.CROSS_ENTROPY),
            in_arrays(losses.summed),
            in_arrays(losses.divided_by_units),
            in_arrays(losses.over_everything),
            in_arrays(losses.over_everything_shifted),
            in_arrays(losses.powers_alone),
        ),
    ),
    Mistake("all_ties", (in_steps(routing.to_all_ties, *_TO_MAXIMUM),)),
    Mistake("spread_evenly", (in_steps(routing.spread_evenly, *_TO_MAXIMUM),)),
    Mistake(
        "mask_of_output",
        (
            in_steps(routing.masked_by_output, *_TO_MAXIMUM),
            in_steps(routing.masked_by_upstream, *_TO_MAXIMUM),
            in_steps(routing.masked_by_own_gradient, *_TO_MAXIMUM),
            in_steps(routing.to_whole_window, *_TO_MAXIMUM),
        ),
    ),
    Mistake(
        "whole_plane_maximum",
        (
            in_steps(routing.against_whole_plane, *_TO_MAXIMUM),
            in_steps(routing.to_first_of_plane, *_TO_MAXIMUM),
            in_steps(routing.to_maximum_of_plane, *_TO_MAXIMUM),
            in_steps(routing.as_if_in_plane, *_TO_MAXIMUM),
        ),
    ),
    Mistake(
        "slope_forgotten",
        (
            in_steps(pointwise.slope_left_out, *_SLOPES),
            in_steps(pointwise.slope_of("slope at the gradient", pointwise.at_gradient), *_SLOPES),
            in_steps(pointwise.slope_of("slope at the result", pointwise.at_result), *_SLOPES),
            in_steps(pointwise.slope_of("value", pointwise.result_itself), *_SLOPES),
            in_steps(pointwise.slope_of("formula of the result", pointwise.input_for_result), *_SLOPES),
        ),
    ),
    Mistake("slope_for_value", (in_steps(pointwise.slope_for_value, K.ACTIVATE),)),
    Mistake(
        "other_side_kept",
        (
            in_steps(pointwise.kept_below, K.ACTIVATE),
            in_steps(pointwise.slope_of("slope on the other side", pointwise.other_side), *_SLOPES),
        ),
    ),
    Mistake(
        "function_forgotten",
        (
            in_steps(pointwise.unapplied, K.ACTIVATE),
            in_steps(losses.without_function_of("exp"), K.CROSS_ENTROPY, words="exponential_forgotten"),
            in_steps(losses.without_function_of("log"), K.CROSS_ENTROPY, words="logarithm_forgotten"),
            in_arrays(losses.shares_of_numbers),
        ),
    ),
    Mistake("label_forgotten", (in_steps(losses.label_left_out, K.CROSS_ENTROPY, K.CROSS_ENTROPY_BACK),)),
    Mistake(
        "difference_turned",
        (in_steps(losses.turned_round, K.MSE, K.MSE_BACK, K.CROSS_ENTROPY, K.CROSS_ENTROPY_BACK),),
    ),
    Mistake("two_forgotten", (in_steps(losses.without_two, K.MSE_BACK),)),
    Mistake("square_forgotten", (in_steps(losses.not_squared, K.MSE),)),
    Mistake(
        "window_off_by_one",
        (in_steps(placing.last_cells_missed, *_WINDOWS), in_arrays(shapes.window_too_long)),
    ),
    Mistake("loops_over_input", (in_arrays(shapes.size_of_input),)),
    Mistake("sizes_written_in"),
    Mistake("sign_of_update", (in_steps(pointwise.uphill, *_UPDATES),)),
    Mistake("rate_forgotten", (in_steps(pointwise.whole_gradient, *_UPDATES),)),
    Mistake("called_not_indexed"),
    Mistake("wrong_cache"),
    Mistake("wrong_shape_call"),
    Mistake("array_as_scalar"),
    Mistake(
        "sign_lost",
        (in_steps(adding.sign_lost, *_CONVOLUTION, K.GATHER, K.FULL, *_DENSE),),
        by_hand=True,
    ),
    Mistake(
        "neighbour_taken",
        (
            in_steps(kernels.neighbour, K.CONVOLVE, K.SCATTER, K.GATHER, K.ACCUMULATE, K.CORRELATE),
            in_steps(dense.neighbour, *_DENSE),
        ),
        by_hand=True,
    ),
)
"""Every mistake that is known."""

MISTAKES: Mapping[str, Mistake] = {mistake.id: mistake for mistake in BANK}
"""The same by their ids."""


def made_in_steps(kind: K) -> Iterator[tuple[Mistake, Variant, WrongStep]]:
    """Yield the ways to make mistakes in the steps of a kind of chapter, the likeliest first.

    What has two names there, for it is another mistake where dX is worked out in another way, has the first: who turns
    the kernel while scattering does what a full convolution does that does not turn it.
    """
    told = set[WrongStep]()
    for mistake in BANK:
        for variant in mistake.variants:
            if variant.step is not None and kind in variant.kinds and variant.step not in told:
                told.add(variant.step)
                yield mistake, variant, variant.step
