using AotKv.Server.CommandLine;

namespace AotKv.Instance.Tests;

/// <summary>The command line, as valkey-server reads it.</summary>
public sealed class CommandLineTests
{
    static ServerArguments Read(params string[] arguments) =>
        new ServerCommandLine().Read("/usr/bin/valkey-server", arguments);

    static string Lines(params string[] arguments) => Read(arguments).DirectiveLines;

    [Theory]
    [InlineData("-v", "ShowVersion")]
    [InlineData("--version", "ShowVersion")]
    [InlineData("-h", "ShowHelp")]
    [InlineData("--help", "ShowHelp")]
    [InlineData("--check-system", "CheckSystem")]
    [InlineData("--test-memory", "Complain")]
    [InlineData("--sentinel", "Complain")]
    [InlineData("--port", "Run")]
    public void The_first_argument_says_what_to_do(string argument, string action) =>
        Assert.Equal(action, Read(argument).Action.ToString());

    [Fact]
    public void Later_on_the_same_words_are_directives()
    {
        Assert.Equal(ServerAction.Run, Read("--port", "1", "--version").Action);
        Assert.Equal("requirepass \"-v\" ", Lines("--requirepass", "-v"));
        Assert.Equal("version=1 ", Lines("--version=1"));
    }

    [Fact]
    public void The_memory_to_test_is_a_number() =>
        Assert.Equal(4096, Read("--test-memory", "4096").TestMegabytes);

    [Fact]
    public void A_file_is_made_absolute() =>
        Assert.Equal(Path.GetFullPath("some.conf"), Read("./x/../some.conf", "--port", "1").FilePath);

    [Fact]
    public void Standard_input_is_a_dash_at_either_end()
    {
        Assert.True(Read("-").ReadsStandardInput);
        Assert.True(Read("-", "--port", "1").ReadsStandardInput);
        Assert.True(Read("/a.conf", "--port", "1", "-").ReadsStandardInput);
        Assert.False(Read("--requirepass", "-", "--port", "1").ReadsStandardInput);
        Assert.False(Read().ReadsStandardInput);
    }

    [Fact]
    public void Values_are_quoted_and_lines_are_split_at_directives()
    {
        Assert.Equal("port \"6380\" \nbind \"a\" \"b\" ", Lines("--port", "6380", "--bind", "a", "b"));
        Assert.Equal("port 6380 \nhz 5 ", Lines("--port 6380", "--hz 5"));
        Assert.Equal("user \"a b\" \"\\\"\" ", Lines("--user", "a b", "\""));
    }

    [Fact]
    public void A_value_may_look_like_a_directive_where_one_is_due() =>
        Assert.Equal("requirepass \"--port\" \nport \"1\" ", Lines("--requirepass", "--port", "--port", "1"));

    [Fact]
    public void Save_without_a_value_means_none()
    {
        Assert.Equal("save \"\"", Lines("--save"));
        Assert.Equal("save \"\"\nport \"1\" ", Lines("--save", "--port", "1"));
        Assert.Equal("save \"\" ", Lines("--save", ""));
    }

    [Theory]
    [InlineData("/usr/bin/redis-sentinel")]
    [InlineData("valkey-sentinel")]
    [InlineData("/x/valkey-check-rdb")]
    public void Other_programs_names_are_refused(string name) =>
        Assert.Equal(ServerAction.Complain, new ServerCommandLine().Read(name, []).Action);

    [Fact]
    public void The_version_line_is_found_by_scripts() =>
        Assert.StartsWith("Valkey server v=9.1.0 sha=abc:0 malloc=aotkv bits=64 build=d",
            ServerTexts.Version("0.1", commit: "abc", build: "d"));
}
