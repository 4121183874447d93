/// What the program prints, as pictures for those who have not run it.
///
/// The texts are copies of real output, with its colours.
extension Figures {
  /// The board of a student who has begun.
  static func board() -> Figure {
    Terminal(
      path: ".github/board.svg",
      title: "The board of gradschool in a terminal",
      description: """
        Two bars, for the 30 exercises of the road and the 45 others, then one line for each pack with a bar, the numbers \
        of passed exercises and the points. The pack in which the student works is open: five of its nine exercises \
        have passed, one is not right yet, and three are not started. At the end stands what comes next.
        """,
      text: """
        \u{1B}[2m$\u{1B}[0m swift run gradschool
        \u{1B}[1mGradSchool\u{1B}[0m · 8 of 75 exercises passed · 67 of 760 points
          core  \u{1B}[32m█\u{1B}[0m\u{1B}[32m█\u{1B}[0m\u{1B}[32m█\u{1B}[0m\u{1B}[1m▸\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[32m█\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[32m█\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m\u{1B}[2m░\u{1B}[0m  5 of 30 passed
          more  \u{1B}[32m█\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  3 of 45 passed

          \u{1B}[1mNeuron        \u{1B}[0m  \u{1B}[32m███████████\u{1B}[0m\u{1B}[2m░░░░░░░░░\u{1B}[0m  core 3/6  more 2/3   47/80 points
            \u{1B}[32m✔\u{1B}[0m neuron/weighted-sum                       5/5   passed
            \u{1B}[32m✔\u{1B}[0m neuron/neuron                            10/10  passed
            \u{1B}[32m✔\u{1B}[0m neuron/central-difference                10/10  passed
            \u{1B}[31m✘\u{1B}[0m neuron/chain-rule                         7/10  not right yet
            \u{1B}[2m○\u{1B}[0m neuron/two-weight-network                 –/10  not started
            \u{1B}[2m○\u{1B}[0m neuron/two-weight-training                –/10  not started
            \u{1B}[2mmore\u{1B}[0m
            \u{1B}[32m✔\u{1B}[0m neuron/stacked-maps                       5/5   passed
            \u{1B}[32m✔\u{1B}[0m neuron/step-curve                        10/10  passed
            \u{1B}[2m○\u{1B}[0m neuron/neuron-batch                       –/10  not started
          \u{1B}[1mBroadcasting  \u{1B}[0m  \u{1B}[32m██████\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░\u{1B}[0m  core 2/4  more 1/3   20/60 points
          \u{1B}[1mActivations   \u{1B}[0m  \u{1B}[32m\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  core 0/3  more 0/5   0/85 points
          \u{1B}[1mLosses        \u{1B}[0m  \u{1B}[32m\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  core 0/4  more 0/9   0/140 points
          \u{1B}[1mLayers        \u{1B}[0m  \u{1B}[32m\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  core 0/4  more 0/3   0/75 points
          \u{1B}[1mFirstNetwork  \u{1B}[0m  \u{1B}[32m\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  core 0/3  more 0/1   0/55 points
          \u{1B}[1mInitialisation\u{1B}[0m  \u{1B}[32m\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  core 0/1  more 0/6   0/60 points
          \u{1B}[1mOptimisers    \u{1B}[0m  \u{1B}[32m\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  core 0/3  more 0/12  0/135 points
          \u{1B}[1mTraining      \u{1B}[0m  \u{1B}[32m\u{1B}[0m\u{1B}[2m░░░░░░░░░░░░░░░░░░░░\u{1B}[0m  core 0/2  more 0/3   0/70 points

          all exercises: swift run gradschool list

          next: Chain rule (not right yet)
            edit           Exercises/Neuron/ChainRule.swift:19
            the details    swift run gradschool grade neuron/chain-rule
            stuck?         swift run gradschool hint neuron/chain-rule
        """
    ).figure
  }

  /// The message about one mistake.
  static func message() -> Figure {
    Terminal(
      path: ".github/message.svg",
      title: "The message of gradschool about a wrong gradient",
      description: """
        The fully connected layer has 8 of 10 points. The forward pass and the gradients of x and weight are right, the \
        gradient of bias is wrong. Below stand the student's numbers and the right ones, the cause (the bias gradient \
        was averaged over the batch, and should be summed), and the smallest case that shows it: x = [[1], [2]].
        """,
      text: """
        \u{1B}[2m$\u{1B}[0m swift run gradschool grade layers/linear
        \u{1B}[31m✘\u{1B}[0m Fully connected layer · 8 of 10 points                    Exercises/Layers/Linear.swift:21
          \u{1B}[32m✔\u{1B}[0m forward agrees with the reference on 6 probes                                        4/4
          \u{1B}[32m✔\u{1B}[0m backward: ∂L/∂x                                                                      2/2
          \u{1B}[32m✔\u{1B}[0m backward: ∂L/∂weight                                                                 2/2
          \u{1B}[31m✘\u{1B}[0m backward: ∂L/∂bias is wrong                                                          0/2
              On random probe 1:
              yours      [ 1.1768, -0.3320]
              reference  [ 3.5305, -0.9961]   = finite differences of your forward, ± 4.8e-14
              The bias gradient was averaged over the batch. The loss has averaged already, and its
              1/N is in the upstream gradient; here, sum.
              Smallest case: x = [[1], [2]], weight = [[-1]], bias = [3], upstream = [[1], [0]]
                             ∂L/∂bias = [1]; yours is [0.5]
                             upstream · ∂output/∂bias, for each entry of the output: 1·1 + 0·1 = 1
          next hint: swift run gradschool hint layers/linear
        """
    ).figure
  }
}
