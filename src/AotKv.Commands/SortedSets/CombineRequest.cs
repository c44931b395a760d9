using AotKv.Commands.Connections;
using AotKv.Commands.Keys;
using AotKv.Engine;
using AotKv.Wire.Numbers;

namespace AotKv.Commands.SortedSets;

/// <summary>
/// The options of ZUNION, ZINTER, ZDIFF and their relatives, behind their keys. The weights stay where they are in the
/// request.
/// </summary>
struct CombineRequest
{
    /// <summary>The position of the first weight, or 0 where all are 1.</summary>
    int weights;

    /// <summary>What the command knows: weights and aggregates, scores in the reply, a limit.</summary>
    public bool KnowsWeights { get; init; }

    public bool KnowsScores { get; init; }

    public bool KnowsLimit { get; init; }

    /// <summary>The position of the first key.</summary>
    public int FirstKey { get; private set; }

    public int KeyCount { get; private set; }

    public Aggregate Aggregate { get; private set; }

    public bool WithScores { get; private set; }

    /// <summary>How many members are enough, or 0 for no limit.</summary>
    public long Limit { get; private set; }

    /// <summary>Reads how many keys there are; where that does not fit, answers so.</summary>
    public bool TryReadKeys(in Call call, int numberOfKeys, ReadOnlySpan<byte> name, in Reply reply)
    {
        if (!IntegerArgument.TryRead(call, numberOfKeys, reply, out var count)) return false;
        if (count < 1)
        {
            reply.Error("ERR at least 1 input key is needed for '"u8, name, "' command"u8);
            return false;
        }
        FirstKey = numberOfKeys + 1;
        KeyCount = (int)Math.Min(count, call.Count);
        if (count <= call.Count - FirstKey) return true;
        reply.Error(CommandError.Syntax);
        return false;
    }

    /// <summary>Reads what stands behind the keys; where that does not fit, answers so.</summary>
    public bool TryReadOptions(in Call call, in Reply reply)
    {
        var position = FirstKey + KeyCount;
        while (position < call.Count)
        {
            var option = call[position];
            var left = call.Count - position;
            if (KnowsWeights && left > KeyCount && Option.Is(option, "WEIGHTS"u8))
            {
                if (!TryReadWeights(call, position + 1, reply)) return false;
                position += 1 + KeyCount;
            }
            else if (KnowsWeights && left >= 2 && Option.Is(option, "AGGREGATE"u8)
                && TryTakeAggregate(call[position + 1]))
            {
                position += 2;
            }
            else if (KnowsScores && Option.Is(option, "WITHSCORES"u8))
            {
                WithScores = true;
                position++;
            }
            else if (KnowsLimit && left >= 2 && Option.Is(option, "LIMIT"u8))
            {
                var error = "ERR LIMIT can't be negative"u8;
                if (!RangeArgument.TryRead(call, position + 1, reply, minimum: 0, error, out var limit)) return false;
                Limit = limit;
                position += 2;
            }
            else
            {
                reply.Error(CommandError.Syntax);
                return false;
            }
        }
        return true;
    }

    /// <summary>The weight of the key with an index.</summary>
    public readonly double WeightOf(in Call call, int index)
    {
        if (weights == 0) return 1;
        DoubleText.TryParse(call[weights + index], out var weight);
        return weight;
    }

    /// <summary>Two scores of one member as one. What is not a number counts as zero in a sum.</summary>
    public readonly double Combine(double first, double second)
    {
        switch (Aggregate)
        {
            case Aggregate.Minimum:
                return second < first ? second : first;
            case Aggregate.Maximum:
                return second > first ? second : first;
            default:
                var sum = first + second;
                return double.IsNaN(sum) ? 0 : sum;
        }
    }

    bool TryReadWeights(in Call call, int first, in Reply reply)
    {
        var error = "ERR weight value is not a float"u8;
        for (var index = 0; index < KeyCount; index++)
            if (!ScoreArgument.TryRead(call, first + index, reply, error, out _)) return false;
        weights = first;
        return true;
    }

    bool TryTakeAggregate(ReadOnlySpan<byte> name)
    {
        if (Option.Is(name, "SUM"u8)) Aggregate = Aggregate.Sum;
        else if (Option.Is(name, "MIN"u8)) Aggregate = Aggregate.Minimum;
        else if (Option.Is(name, "MAX"u8)) Aggregate = Aggregate.Maximum;
        else return false;
        return true;
    }
}
