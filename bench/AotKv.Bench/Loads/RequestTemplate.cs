using System.Text;

namespace AotKv.Bench.Loads;

/// <summary>
/// A request as bytes with places for numbers of twelve digits: <c>__rand_int__</c>, as redis-benchmark has it, is
/// another random number at each place, <c>__seq__</c> the next of a row. <c>__tagN__</c> stands for the hash tag of
/// the shard N after the connection's own. An argument <c>;</c> begins another command of the same request.
/// </summary>
sealed class RequestTemplate
{
    public const string Random = "__rand_int__";
    public const string Sequence = "__seq__";
    const int Digits = 12;

    readonly byte[] bytes;
    readonly int[] randomPlaces;
    readonly int[] sequencePlaces;

    /// <param name="arguments">The request, a tag already in its place.</param>
    public RequestTemplate(IReadOnlyList<string> arguments)
    {
        var random = new List<int>();
        var sequence = new List<int>();
        using var request = new MemoryStream();
        for (var first = 0; first < arguments.Count;)
        {
            var end = first;
            while (end < arguments.Count && arguments[end] != ";") end++;
            request.Write(Encoding.Latin1.GetBytes($"*{end - first}\r\n"));
            for (; first < end; first++) Append(request, arguments[first], random, sequence);
            first++;
            Replies++;
        }
        bytes = request.ToArray();
        randomPlaces = [.. random];
        sequencePlaces = [.. sequence];
    }

    public int Length => bytes.Length;

    /// <summary>The replies that one request gets.</summary>
    public int Replies { get; }

    static void Append(MemoryStream request, string argument, List<int> random, List<int> sequence)
    {
        var zeros = new string('0', Digits);
        var length = argument.Replace(Random, zeros).Replace(Sequence, zeros).Length;
        request.Write(Encoding.Latin1.GetBytes($"${length}\r\n"));
        for (var at = 0; at < argument.Length;)
        {
            var isRandom = string.CompareOrdinal(argument, at, Random, 0, Random.Length) == 0;
            var isSequence = string.CompareOrdinal(argument, at, Sequence, 0, Sequence.Length) == 0;
            if (isRandom || isSequence)
            {
                (isRandom ? random : sequence).Add((int)request.Position);
                request.Write(Encoding.Latin1.GetBytes(zeros));
                at += isRandom ? Random.Length : Sequence.Length;
            }
            else request.WriteByte((byte)argument[at++]);
        }
        request.Write("\r\n"u8);
    }

    /// <summary>Writes one request with its numbers; returns its length.</summary>
    public int Write(Span<byte> target, Numbers numbers)
    {
        bytes.CopyTo(target);
        foreach (var place in randomPlaces) WriteDigits(target[place..], numbers.NextRandom());
        foreach (var place in sequencePlaces) WriteDigits(target[place..], numbers.NextInRow());
        return bytes.Length;
    }

    static void WriteDigits(Span<byte> target, long number)
    {
        for (var i = Digits - 1; i >= 0 && number > 0; i--)
        {
            var rest = number / 10;
            target[i] = (byte)('0' + (number - rest * 10));
            number = rest;
        }
    }
}
