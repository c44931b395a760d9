using System.Text;
using AotKv.Engine.Catalog;

namespace AotKv.Generators.Tests;

public class CommandTableTests
{
    static readonly CommandTable table = SampleCommands.Table;

    static CommandInfo Info(string name) => table[table.IdOf(name)];

    static string ErrorFor(params string[] words)
    {
        using var request = new RequestBytes(words);
        Assert.False(table.TryResolve(request.Arguments, out _));
        return Encoding.Latin1.GetString(table.ErrorFor(request.Arguments));
    }

    [Theory]
    [InlineData("GET key", "get")]
    [InlineData("gEt key", "get")]
    [InlineData("sinterstore a b", "sinterstore")]
    [InlineData("georadiusBYMEMBER_ro 1 2 3 4", "georadiusbymember_ro")]
    [InlineData("object ENCODING key", "object|encoding")]
    [InlineData("PING", "ping")]
    public void A_request_resolves_to_its_command_in_any_case(string line, string name)
    {
        using var request = RequestBytes.Of(line);
        Assert.True(table.TryResolve(request.Arguments, out var id));
        Assert.Equal(name, table[id].Name);
    }

    [Theory]
    [InlineData("GET|")]
    [InlineData("G\u00c5T")]
    [InlineData("G")]
    [InlineData("")]
    [InlineData("7ET")]
    [InlineData("GEORADIUSB_MEMBER_RO")]
    [InlineData("OBJECT|ENCODING")]
    public void A_name_that_only_resembles_a_command_is_unknown(string name) =>
        Assert.StartsWith($"ERR unknown command '{name}', with args", ErrorFor(name, "x", "y", "z", "z"));

    [Fact]
    public void An_unknown_command_is_quoted_with_its_arguments() => Assert.Equal(
        "ERR unknown command 'nosuch', with args beginning with: 'a' 'b  c' ", ErrorFor("nosuch", "a", "b\r\nc"));

    [Fact]
    public void What_an_error_quotes_is_cut_at_128_bytes_and_at_a_zero()
    {
        var name = new string('n', 200);
        Assert.Equal(
            $"ERR unknown command '{name[..128]}', with args beginning with: '{new string('x', 126)}' ",
            ErrorFor(name, new string('x', 126), "y"));
        Assert.Equal("ERR unknown command 'a', with args beginning with: 'b' ", ErrorFor("a\0z", "b\0z"));
    }

    [Fact]
    public void An_unknown_subcommand_points_to_HELP() =>
        Assert.Equal("ERR unknown subcommand 'Nope'. Try OBJECT HELP.", ErrorFor("obJect", "Nope"));

    [Theory]
    [InlineData("get", "get")]
    [InlineData("get a b", "get")]
    [InlineData("blpop a", "blpop")]
    [InlineData("object encoding", "object|encoding")]
    [InlineData("object", "object")]
    public void A_wrong_number_of_arguments_names_the_whole_command(string line, string name) =>
        Assert.Equal($"ERR wrong number of arguments for '{name}' command", ErrorFor(line.Split(' ')));

    [Fact]
    public void A_command_is_found_by_its_full_name_whatever_its_case()
    {
        Assert.Equal("object|encoding", table.Find("Object|ENCODING"u8)?.Name);
        Assert.Null(table.Find("object|nope"u8));
        Assert.Null(table.Find("get|encoding"u8));
        Assert.Null(table.Find("nope"u8));
        Assert.Throws<ArgumentException>(() => table.IdOf("nope"));
    }

    [Fact]
    public void Every_id_is_the_place_of_its_command()
    {
        for (var i = 0; i < table.Count; i++) Assert.Equal(i, table[new((ushort)i)].Id.Value);
        Assert.Equal(table.Count - 1, table.TopLevel.Length);
        Assert.Same(Info("object"), Info("object|encoding").Parent);
        Assert.Same(Info("object|encoding"), Assert.Single(Info("object").Subcommands));
    }

    [Fact]
    public void Parameters_say_where_a_command_runs_and_what_it_may_do()
    {
        Assert.Equal((Place.Shard, KeyAccess.Read), (Info("get").Place, Info("get").Access));
        Assert.Equal((Place.Shard, KeyAccess.Write), (Info("set").Place, Info("set").Access));
        Assert.Equal((Place.Session, KeyAccess.None), (Info("clients").Place, Info("clients").Access));
        Assert.Equal((Place.Anywhere, KeyAccess.None), (Info("ping").Place, Info("ping").Access));
    }

    [Fact]
    public void Categories_follow_from_flags()
    {
        Assert.Equal(AclCategories.String | AclCategories.Read | AclCategories.Fast, Info("get").Acl);
        Assert.Equal(AclCategories.Write | AclCategories.Blocking | AclCategories.Slow, Info("blpop").Acl);
        Assert.Equal(AclCategories.Admin | AclCategories.Dangerous | AclCategories.Slow, Info("clients").Acl);
        Assert.Equal(AclCategories.Scripting | AclCategories.Slow, Info("eval").Acl);
    }

    [Theory]
    [InlineData("get", 1, 1, 1, false)]
    [InlineData("mset", 1, -1, 2, false)]
    [InlineData("blpop", 1, -2, 1, false)]
    [InlineData("sinterstore", 1, -1, 1, false)]
    [InlineData("eval", 0, 0, 0, true)]
    [InlineData("xread", 0, 0, 0, true)]
    [InlineData("migrate", 3, 3, 1, true)]
    [InlineData("sort", 1, 1, 1, true)]
    [InlineData("ping", 0, 0, 0, false)]
    public void First_last_and_step_are_those_of_the_plain_ranges(
        string name, int first, int last, int step, bool movable)
    {
        var info = Info(name);
        Assert.Equal((first, last, step), (info.FirstKey, info.LastKey, info.KeyStep));
        Assert.Equal(movable, info.Flags.HasFlag(CommandFlags.MovableKeys));
    }

    [Fact]
    public void Facts_come_from_the_attribute_and_the_summary_from_the_comment()
    {
        var get = Info("get");
        Assert.Equal("The string at a key, see Set.", get.Summary);
        Assert.Equal(("string", "1.0.0", "GET key"), (get.Group, get.Since, get.Syntax));
        Assert.Equal(["request_policy:multi_shard", "nondeterministic_output"], Info("mget").Tips);
        Assert.Equal(Merge.Array, Info("mget").FanOut);
        Assert.True(Info("dbsize").EveryShard);
    }

    [Theory]
    [InlineData("get", true)]
    [InlineData("set", true)]
    [InlineData("object|encoding", true)]
    [InlineData("mget", false)]
    [InlineData("migrate", false)]
    [InlineData("spublish", false)]
    [InlineData("ping", false)]
    public void One_key_at_a_fixed_place_is_known_as_such(string name, bool expected) =>
        Assert.Equal(expected, Info(name).HasOneFixedKey);

    [Fact]
    public void Resolving_a_request_allocates_nothing()
    {
        using var request = RequestBytes.Of("sinterstore a b c");
        table.TryResolve(request.Arguments, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            Assert.True(table.TryResolve(request.Arguments, out var id));
            var keys = new KeyFinder(table[id], request.Arguments);
            while (keys.TryNext(out _)) { }
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
