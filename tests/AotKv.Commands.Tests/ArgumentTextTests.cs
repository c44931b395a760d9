using AotKv.Commands.Documentation;

namespace AotKv.Commands.Tests;

/// <summary>What COMMAND DOCS says of a command's arguments, held against the command's declared syntax.</summary>
public class ArgumentTextTests
{
    static readonly GeneratedCommandTable table = new();

    public static TheoryData<string> Names() => CatalogGoldenTests.Names();

    /// <summary>CLIENT KILL and CLIENT LIST have thirty filters, which their declared syntax leaves out.</summary>
    const string LeftOut = "filter value [filter value ...]";

    [Theory]
    [MemberData(nameof(Names))]
    public void The_arguments_of_a_command_are_those_of_its_syntax(string name)
    {
        var command = table[table.IdOf(name)];
        var text = $"{name.Replace('|', ' ')} {SyntaxText.Of(ArgumentText.Of(command))}".Trim();
        if (command.Syntax.Contains(LeftOut, StringComparison.Ordinal)) return;
        // Valkey has some tokens in small letters in its syntax only.
        Assert.Equal(command.Syntax, text, ignoreCase: true);
    }

    [Fact]
    public void A_token_may_be_a_sign_or_empty()
    {
        Assert.Equal("="u8, new Argument("equal=="u8).Token);
        Assert.Equal("~"u8, new Argument("approximately=~"u8).Token);
        var empty = new Argument("empty-string="u8);
        Assert.True(empty.HasToken);
        Assert.True(empty.Token.IsEmpty);
        Assert.False(new Argument("key:key#0"u8).HasToken);
    }

    [Fact]
    public void All_signs_of_an_argument_are_read()
    {
        var argument = new Argument("name:block?*+#2@6.2.0!7.0.0~ip:port=TOKEN(part:oneof(a=A b=B))"u8);
        Assert.Equal("name"u8, argument.Name);
        Assert.Equal("block"u8, argument.Type);
        Assert.True(argument.IsOptional && argument.IsMultiple && argument.IsTokenMultiple);
        Assert.Equal("2"u8, argument.KeySpecIndex);
        Assert.Equal("6.2.0"u8, argument.Since);
        Assert.Equal("7.0.0"u8, argument.DeprecatedSince);
        Assert.Equal("ip:port"u8, argument.DisplayText);
        Assert.Equal("TOKEN"u8, argument.Token);
        Assert.Equal("part:oneof(a=A b=B)"u8, argument.Parts);
    }
}
