namespace AotKv.Commands.Documentation;

/// <summary>The arguments of the commands of transactions, in the notation of <see cref="Argument"/>.</summary>
static class TransactionsArguments
{
    public static ReadOnlySpan<byte> Text =>
        """
        watch key:key*#0
        """u8;
}
