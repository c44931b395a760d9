using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>Users from the configuration file, from aclfile, and back into both. The texts are Valkey's.</summary>
public sealed class UserTests
{
    const string Hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b";

    static string Folder(string name, string text)
    {
        var folder = Directory.CreateTempSubdirectory("aotkv-users-").FullName;
        File.WriteAllText(Path.Combine(folder, name), text);
        return folder;
    }

    static string[] Users(RespConnection client) =>
        [.. client.Call("ACL", "LIST").Items.Select(item => item.Text)];

    [Fact]
    public void Users_of_the_file_are_there_from_the_start_and_written_back()
    {
        var folder = Folder("users.conf", "user alice on >secret ~a* +get ( ~b* +set )\nuser bob nopass\n");
        using var launch = Launch.Server(new LaunchOptions { Folder = folder }, out var client, "users.conf");
        using var _ = client;
        string[] expected =
        [
            $"user alice on sanitize-payload #{Hash} ~a* resetchannels alldbs -@all +get "
                + "(~b* resetchannels alldbs -@all +set)",
            "user bob off nopass sanitize-payload resetchannels alldbs -@all",
            "user default on nopass sanitize-payload ~* &* alldbs +@all",
        ];
        Assert.Equal(expected, Users(client));
        Assert.Equal("OK", client.Call("AUTH", "alice", "secret").Text);
        launch.WaitForOutput("The user 'bob' is disabled (there is no 'on' modifier in the user description).");
        Assert.Equal("OK", client.Call("AUTH", "default", "").Text);
        client.Call("ACL", "DELUSER", "bob");
        Assert.Equal("OK", client.Call("CONFIG", "REWRITE").Text);
        var lines = File.ReadAllLines(launch.At("users.conf")).Where(line => line.StartsWith("user ")).Order();
        Assert.Equal([expected[0], expected[2]], lines);
    }

    [Theory]
    [InlineData("user alice +get bogus", "Error in user declaration 'alice': Syntax error")]
    [InlineData("user alice\nuser alice", "Error in user declaration 'alice': Duplicate user found. A user can only be "
        + "defined once in config files")]
    [InlineData("user alice #x", "Error in user declaration 'user': The password hash must be exactly 64 characters "
        + "and contain only lowercase hexadecimal characters")]
    public void A_wrong_line_is_fatal_where_it_stands(string text, string reason)
    {
        var folder = Folder("bad.conf", text + "\n");
        using var launch = new Launch(new LaunchOptions { Folder = folder }, "bad.conf");
        Assert.Equal(1, launch.WaitForExit());
        Assert.EndsWith($"{reason}\n", launch.Errors);
    }

    [Fact]
    public void An_unknown_command_is_fatal_when_the_users_are_made()
    {
        var folder = Folder("bad.conf", "user alice +nothing\n");
        using var launch = new Launch(new LaunchOptions { Folder = folder }, "bad.conf", "--port", "0");
        Assert.Equal(1, launch.WaitForExit());
        Assert.Contains("Error loading ACL rule '+nothing' for the user named 'alice': Unknown command or category "
            + "name in ACL", launch.Output);
        Assert.Contains("Critical error while loading ACLs. Exiting.", launch.Output);
    }

    [Fact]
    public void The_users_of_a_file_are_saved_and_read_again()
    {
        var folder = Folder("users.acl", $"user alice on #{Hash} allkeys +@all\n\nuser bob on nopass +ping\n");
        using var launch =
            Launch.Server(new LaunchOptions { Folder = folder }, out var client, "--aclfile", "users.acl");
        using var _ = client;
        Assert.Equal(["alice", "bob", "default"], client.Call("ACL", "USERS").Items.Select(item => item.Text));
        client.Call("ACL", "SETUSER", "carol", "on", "nopass", "+get", "~c");
        Assert.Equal("OK", client.Call("ACL", "SAVE").Text);
        Assert.Equal(Users(client), File.ReadAllLines(launch.At("users.acl")));
        var port = int.Parse(client.Call("CONFIG", "GET", "port").Items[1].Text);
        using var carol = new RespConnection(port);
        using var bob = new RespConnection(port);
        Assert.Equal("OK", carol.Call("AUTH", "carol", "x").Text);
        Assert.Equal("OK", bob.Call("AUTH", "bob", "x").Text);
        File.WriteAllText(launch.At("users.acl"), "user bob on nopass +ping +echo\n");
        Assert.Equal("OK", client.Call("ACL", "LOAD").Text);
        Assert.Throws<EndOfStreamException>(() => carol.Call("PING"));
        Assert.Equal("hello", bob.Call("ECHO", "hello").Text);
        Assert.Equal(["bob", "default"], client.Call("ACL", "USERS").Items.Select(item => item.Text));
    }

    [Theory]
    [InlineData("bogus\n", "users.acl:1 should start with user keyword followed by the username. ")]
    [InlineData("user a on\nuser a on\n", "WARNING: Duplicate user 'a' found on line 2. ")]
    [InlineData("user a +x -y bogus db=x\n", "users.acl:1: Error in applying operation '+x': Unknown command or "
        + "category name in ACL. users.acl:1: Error in applying operation '-y': Unknown command or category name "
        + "in ACL. users.acl:1: Syntax error. ")]
    public void A_wrong_file_changes_nothing(string text, string errors)
    {
        const string NothingChanged =
            "WARNING: ACL errors detected, no change to the previously active ACL rules was performed";
        var folder = Folder("users.acl", "user alice on nopass\n");
        using (var launch = Launch.Server(
            new LaunchOptions { Folder = folder }, out var client, "--aclfile", "users.acl"))
        {
            using var _ = client;
            File.WriteAllText(launch.At("users.acl"), text);
            Assert.Equal($"ERR {errors}{NothingChanged}", client.Call("ACL", "LOAD").Text);
            Assert.Equal(["alice", "default"], client.Call("ACL", "USERS").Items.Select(item => item.Text));
        }
        var options = new LaunchOptions { Folder = Folder("users.acl", text) };
        using var second = new Launch(options, "--port", "0", "--aclfile", "users.acl");
        Assert.Equal(1, second.WaitForExit());
        Assert.Contains($"Aborting Valkey startup because of ACL errors: {errors}{NothingChanged}", second.Output);
    }

    [Fact]
    public void A_file_of_users_and_users_in_the_file_do_not_go_together()
    {
        var folder = Folder("both.conf", "user alice\naclfile users.acl\n");
        using var launch = new Launch(new LaunchOptions { Folder = folder }, "both.conf", "--port", "0");
        Assert.Equal(1, launch.WaitForExit());
        Assert.Contains("please define either an ACL file or declare users directly in your valkey.conf, but not both.",
            launch.Output);
    }

    [Fact]
    public void The_password_of_the_default_user_is_requirepass()
    {
        using var launch = Launch.Server(out var client, "--requirepass", "secret");
        using var _ = client;
        Assert.Equal("NOAUTH Authentication required.", client.Call("PING").Text);
        Assert.Equal("OK", client.Call("AUTH", "secret").Text);
        Assert.Equal($"user default on sanitize-payload #{Hash} ~* &* alldbs +@all", Users(client)[0]);
        client.Call("CONFIG", "SET", "requirepass", "");
        Assert.Equal("user default on nopass sanitize-payload ~* &* alldbs +@all", Users(client)[0]);
    }

    [Fact]
    public void New_users_have_channels_where_the_directive_says_so()
    {
        using var launch = Launch.Server(out var client, "--acl-pubsub-default", "allchannels");
        using var _ = client;
        client.Call("ACL", "SETUSER", "alice");
        Assert.Equal("user alice off sanitize-payload &* alldbs -@all", Users(client)[0]);
        client.Call("CONFIG", "SET", "acl-pubsub-default", "resetchannels");
        client.Call("ACL", "SETUSER", "alice", "reset");
        Assert.Equal("user alice off sanitize-payload resetchannels alldbs -@all", Users(client)[0]);
    }
}
