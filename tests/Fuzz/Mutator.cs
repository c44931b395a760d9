using System.Text;

namespace AotKv.Fuzz.Tests;

/// <summary>
/// Makes input for readers of bytes: valid requests, damaged in a few places with what such readers look at. One
/// seed gives one sequence of inputs.
/// </summary>
sealed class Mutator(Random random)
{
    static readonly string[] Fragments =
    [
        "*", "$", "\r", "\n", "\r\n", "\n\r", "0", "-1", "1", "9", "10", "99", "-", "+", " ", "\t", "\v", "\0", "\"",
        "'", "\\", "\\x", "\\x41", "\\\"", "*0\r\n", "*-1\r\n", "$0\r\n\r\n", "$-1\r\n", "2147483647", "2147483648",
        "9223372036854775807",
        "99999999999999999999", "00", "\u00ff", ":", "PING\r\n", "PING\n",
    ];

    public byte[] NextInput()
    {
        var input = new List<byte>();
        for (var requests = random.Next(1, 5); requests > 0; requests--) input.AddRange(NextRequest());
        for (var changes = random.Next(5); changes > 0; changes--) Change(input);
        return [.. input];
    }

    byte[] NextRequest()
    {
        var text = new StringBuilder();
        if (random.Next(3) == 0)
        {
            for (var words = random.Next(5); words > 0; words--) text.Append(NextWord()).Append(' ');
            return Encoding.Latin1.GetBytes(text.Append(random.Next(2) == 0 ? "\r\n" : "\n").ToString());
        }
        var count = random.Next(12) == 0 ? random.Next(30) : random.Next(5);
        text.Append($"*{count}\r\n");
        for (; count > 0; count--)
        {
            var length = random.Next(8) switch { 0 => random.Next(1500), 1 => random.Next(120), _ => random.Next(12) };
            text.Append($"${length}\r\n").Append((char)random.Next(256), length).Append("\r\n");
        }
        return Encoding.Latin1.GetBytes(text.ToString());
    }

    string NextWord() => random.Next(4) switch
    {
        0 => "\"a\\x41\\n\\\"b\"",
        1 => "'a\\'b\\n'",
        2 => Fragments[random.Next(Fragments.Length)],
        _ => new string((char)random.Next(33, 127), random.Next(1, 6)),
    };

    void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        switch (random.Next(5))
        {
            case 0:
                input.InsertRange(at, Encoding.Latin1.GetBytes(Fragments[random.Next(Fragments.Length)]));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 2:
                input.RemoveRange(at, Math.Min(random.Next(1, 4), input.Count - at));
                break;
            case 3 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 4:
                var length = Math.Min(random.Next(20), input.Count - at);
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
        }
    }
}
