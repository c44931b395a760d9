namespace AotKv.Server.Lifecycle;
/// <summary>
/// --test-memory: writes patterns over memory and reads them back, pass after pass. The patterns are those that find
/// stuck address lines (each word its own address), stuck bits (stripes) and bits that lean on others (noise).
/// </summary>
sealed class MemoryTest(TextWriter output)
{
    public const int Passes = 50;

    const int BlockWords = 16 << 20;
    const ulong Stripe = 0xAAAA_AAAA_AAAA_AAAA;

    /// <summary>True where every word came back as it was written.</summary>
    public bool Run(int megabytes, int passes)
    {
        if (!TryAllocate(megabytes, out var blocks))
        {
            Console.Error.Write($"Unable to allocate {megabytes} megabytes: Cannot allocate memory\n");
            return false;
        }

        for (var pass = 1; pass <= passes; pass++)
        {
            output.Write($"Pass {pass} of {passes}\n");
            var isSound = Check(blocks, "Addressing", static (place, _) => (ulong)place)
                && Check(blocks, "Solid and checkered", static (place, _) => (place & 1) == 0 ? Stripe : ~Stripe)
                && Check(blocks, "Checkered and solid", static (place, _) => (place & 1) == 0 ? ~Stripe : Stripe)
                && Check(blocks, "Noise", static (place, pass) => Mix((ulong)place + pass), (ulong)pass);
            if (!isSound) return false;
        }

        output.Write("\nYour memory passed this test.\n");
        output.Write("Please if you are still in doubt use memtest86 or memtester.\n");
        return true;
    }

    static bool TryAllocate(int megabytes, out ulong[][] blocks)
    {
        var words = (long)megabytes * (1 << 20) / sizeof(ulong);
        blocks = new ulong[(words + BlockWords - 1) / BlockWords][];
        try
        {
            for (var i = 0; i < blocks.Length; i++)
            {
                var length = (int)Math.Min(BlockWords, words - (long)i * BlockWords);
                blocks[i] = GC.AllocateUninitializedArray<ulong>(length);
            }
            return true;
        }
        catch (OutOfMemoryException)
        {
            return false;
        }
    }

    bool Check(ulong[][] blocks, string title, Func<long, ulong, ulong> pattern, ulong seed = 0)
    {
        output.Write($"  {title}\n");
        output.Flush();
        for (var i = 0; i < blocks.Length; i++)
        {
            var start = (long)i * BlockWords;
            for (var word = 0; word < blocks[i].Length; word++) blocks[i][word] = pattern(start + word, seed);
        }
        for (var i = 0; i < blocks.Length; i++)
        {
            var start = (long)i * BlockWords;
            for (var word = 0; word < blocks[i].Length; word++)
            {
                var expected = pattern(start + word, seed);
                if (blocks[i][word] == expected) continue;
                output.Write(
                    $"\n*** MEMORY ERROR DETECTED: word {start + word}: {blocks[i][word]:x16} != {expected:x16}\n");
                return false;
            }
        }
        return true;
    }

    /// <summary>The last step of splitmix64: neighbours have nothing in common.</summary>
    static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
