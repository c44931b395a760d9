namespace AotKv.Generators.Tests;

/// <summary>What the generator objects to.</summary>
public class DeclarationTests
{
    const string Reader = "(in Call call, in KeyspaceReader keys, ref Reply reply) { }";
    const string Writer = "(in Call call, in Keyspace keys, ref Reply reply) { }";
    const string Simple = "(in Call call, ref Reply reply) { }";

    static void Refused(string rule, string words, string members)
    {
        var problem = Assert.Single(Sample.Of(members).Problems);
        Assert.StartsWith(rule, problem, StringComparison.Ordinal);
        Assert.Contains(words, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_declared_twice_is_refused() => Refused("AOTKV001", "PING is declared twice",
        $"""
        [Command("PING", Arity = 1)] internal static void A{Simple}
        [Command("PING", Arity = 1)] internal static void B{Simple}
        """);

    [Theory]
    [InlineData("(in Call call, int keys, ref Reply reply) { }", "in Call, Int32, ref Reply")]
    [InlineData("(Call call, ref Reply reply) { }", "Call, ref Reply")]
    [InlineData("(in Call call, Reply reply) { }", "in Call, Reply")]
    [InlineData("(in KeyspaceReader keys, in Call call, ref Reply reply) { }", "in KeyspaceReader, in Call, ref Reply")]
    [InlineData("() { }", "()")]
    public void Parameters_that_no_command_has_are_refused(string parameters, string shown) =>
        Refused("AOTKV002", shown, $"""[Command("PING", Arity = 1)] internal static void A{parameters}""");

    [Fact]
    public void A_result_other_than_Outcome_is_refused() => Refused("AOTKV003", "int",
        """[Command("PING", Arity = 1)] internal static int A(in Call call, ref Reply reply) => 1;""");

    [Fact]
    public void A_private_method_is_refused() => Refused("AOTKV004", "private",
        $"""[Command("PING", Arity = 1)] static void A{Simple}""");

    [Theory]
    [InlineData("Arity = 2, Keys = Touches.Second")]
    [InlineData("Arity = -2, Keys = Touches.Second")]
    public void A_key_that_need_not_be_there_is_refused(string facts) => Refused("AOTKV005", "position 2",
        $"""[Command("GET", {facts}, Flags = CommandFlags.ReadOnly)] internal static void A{Reader}""");

    [Theory]
    [InlineData("CommandFlags.Write", Reader, "takes a Keyspace")]
    [InlineData("CommandFlags.Fast", Reader, "declares ReadOnly")]
    [InlineData("CommandFlags.ReadOnly", Writer, "declares Write")]
    [InlineData("CommandFlags.None", Writer, "declares Write")]
    [InlineData("CommandFlags.ReadOnly | CommandFlags.Write", Writer, "exclude each other")]
    [InlineData("CommandFlags.ReadOnly | CommandFlags.MovableKeys", Reader, "follows from the key specs")]
    public void Flags_that_do_not_fit_the_method_are_refused(string flags, string parameters, string words) =>
        Refused("AOTKV006", words, "[Command(\"GET\", Arity = 2, Keys = Touches.First, KeyFlags = KeyFlags.RW, " +
            $"Flags = {flags})] internal static void A{parameters}");

    [Fact]
    public void A_missing_arity_is_refused() => Refused("AOTKV007", "no Arity",
        $"""[Command("PING")] internal static void A{Simple}""");

    [Fact]
    public void A_subcommand_without_its_container_is_refused() => Refused("AOTKV008", "CommandContainer(\"OBJECT\")",
        $"""[Command("OBJECT|HELP", Arity = 2)] internal static void A{Simple}""");

    [Theory]
    [InlineData("ping")]
    [InlineData("A|B|C")]
    [InlineData("")]
    public void A_name_that_is_none_is_refused(string name) => Refused("AOTKV009", $"'{name}'",
        $"""[Command("{name}", Arity = 2)] internal static void A{Simple}""");

    [Fact]
    public void Keys_and_a_key_spec_together_are_refused() => Refused("AOTKV010", "Keys and a KeySpec",
        "[Command(\"GET\", Arity = 2, Flags = CommandFlags.ReadOnly, Keys = Touches.First), " +
            $"KeySpec(1, KeyFlags.RO)] internal static void A{Reader}");

    [Fact]
    public void A_writer_that_does_not_say_how_it_uses_its_key_is_refused() => Refused("AOTKV011", "set KeyFlags",
        $"""
        [Command("SET", Arity = 3, Flags = CommandFlags.Write, Keys = Touches.First)]
        internal static void A{Writer}
        """);

    [Theory]
    [InlineData("Keys = Touches.First, FanOut = Merge.Sum", "one range to the end")]
    [InlineData("EveryShard = true", "needs a FanOut")]
    [InlineData("Keys = Touches.All, FanOut = Merge.Sum, Exclusive = true", "Exclusive")]
    public void A_fan_out_that_cannot_be_is_refused(string facts, string words) => Refused("AOTKV012", words,
        $"""[Command("DEL", Arity = -2, Flags = CommandFlags.ReadOnly, {facts})] internal static void A{Reader}""");

    [Fact]
    public void An_unknown_group_is_refused() => Refused("AOTKV013", "'sorted_set'",
        $"""[Command("PING", Arity = 1, Group = "sorted_set")] internal static void A{Simple}""");
}
