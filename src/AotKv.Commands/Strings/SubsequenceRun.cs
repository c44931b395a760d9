using AotKv.Engine;

namespace AotKv.Commands.Strings;

/// <summary>
/// Bytes of a common subsequence that stand together in both strings; found from the last to the first.
/// </summary>
struct SubsequenceRun(int first, int second)
{
    int first = first;
    int second = second;
    int length = 1;

    /// <summary>Takes in the byte before, if it stands right before in both.</summary>
    public bool TryExtend(int firstBefore, int secondBefore)
    {
        if (length == 0 || firstBefore != first - 1 || secondBefore != second - 1) return false;
        first--;
        second--;
        length++;
        return true;
    }

    /// <summary>Answers with the run, if there is one and it is long enough.</summary>
    public readonly bool Answer(in SubsequenceOptions options, in Reply reply)
    {
        if (length == 0 || length < options.MatchLengthMin) return false;
        reply.Array(options.AnswersMatchLengths ? 3 : 2);
        Range(reply, first);
        Range(reply, second);
        if (options.AnswersMatchLengths) reply.Integer(length);
        return true;
    }

    readonly void Range(in Reply reply, int start)
    {
        reply.Array(2);
        reply.Integer(start);
        reply.Integer(start + length - 1);
    }
}
