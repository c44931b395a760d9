using AotKv.Loopback;

namespace AotKv.Process.Tests;

/// <summary>
/// locale-collate with a locale in which words stand otherwise than their bytes do. The tests compile it themselves
/// from the system's sources.
/// </summary>
public sealed class LocaleTests : IDisposable
{
    const string English = "en_US.UTF-8";
    const string ByBytes = "A B a b z";
    const string ByEnglish = "a A b B z";

    readonly string locales = Directory.CreateTempSubdirectory("aotkv-locales-").FullName;

    public LocaleTests()
    {
        string[] words = ["-i", "en_US", "-f", "UTF-8", "--no-archive", Path.Combine(locales, English)];
        using var compiler = System.Diagnostics.Process.Start("localedef", words);
        compiler.WaitForExit();
        Assert.Equal(0, compiler.ExitCode);
    }

    public void Dispose() => Directory.Delete(locales, recursive: true);

    [Fact]
    public void The_locale_that_is_named_at_start_orders_words()
    {
        using var launch = Launch.Server(Under("LANG", "C"), out var client, "--locale-collate", English);
        using var _ = client;
        Push(client);
        Assert.Equal(ByEnglish, Sorted(client, "SORT", "words", "ALPHA"));
        Assert.Equal("z B b A a", Sorted(client, "SORT_RO", "words", "ALPHA", "DESC"));
    }

    [Theory]
    [InlineData("LC_ALL")]
    [InlineData("LC_COLLATE")]
    [InlineData("LANG")]
    public void Without_a_name_the_environment_has_it(string variable)
    {
        using var launch = Launch.Server(Under(variable, English), out var client);
        using var _ = client;
        Push(client);
        Assert.Equal(ByEnglish, Sorted(client, "SORT", "words", "ALPHA"));
    }

    [Fact]
    public void A_locale_of_the_environment_that_is_not_there_is_a_warning()
    {
        using var launch = Launch.Server(Under("LC_ALL", "xx_XX.nowhere"), out var client);
        using var _ = client;
        launch.WaitForOutput("Warning: Failed to configure LOCALE derived from the environment variables, using the "
            + "default locale 'C'.");
        Push(client);
        Assert.Equal(ByBytes, Sorted(client, "SORT", "words", "ALPHA"));
    }

    [Fact]
    public void A_locale_by_name_that_is_not_there_is_fatal()
    {
        using var launch = new Launch("--port", "0", "--locale-collate", "xx_XX.nowhere");
        Assert.Equal(1, launch.WaitForExit());
        Assert.Contains("Failed to configure LOCALE for invalid locale name: 'xx_XX.nowhere'.", launch.Output);
    }

    [Fact]
    public void The_locale_may_change_while_the_server_runs()
    {
        using var launch = Launch.Server(Under("LANG", "C"), out var client);
        using var _ = client;
        Push(client);
        Assert.Equal(ByBytes, Sorted(client, "SORT", "words", "ALPHA"));
        Assert.Equal("OK", client.Call("CONFIG", "SET", "locale-collate", English).Text);
        Assert.Equal(ByEnglish, Sorted(client, "SORT", "words", "ALPHA"));
        Assert.Equal("ERR CONFIG SET failed (possibly related to argument 'locale-collate') - Invalid locale name",
            client.Call("CONFIG", "SET", "locale-collate", "xx_XX.nowhere").Text);
        Assert.Equal(ByEnglish, Sorted(client, "SORT", "words", "ALPHA"));
        Assert.Equal("OK", client.Call("CONFIG", "SET", "locale-collate", "C").Text);
        Assert.Equal(ByBytes, Sorted(client, "SORT", "words", "ALPHA"));
    }

    [Fact]
    public void A_setting_that_fails_beside_it_leaves_the_order_alone()
    {
        using var launch = Launch.Server(Under("LANG", "C"), out var client);
        using var _ = client;
        Push(client);
        Assert.StartsWith("ERR CONFIG SET failed (possibly related to argument 'bind')",
            client.Call("CONFIG", "SET", "locale-collate", English, "bind", "999.999.999.999").Text);
        Assert.Equal(ByBytes, Sorted(client, "SORT", "words", "ALPHA"));
    }

    [Fact]
    public void Weights_are_ordered_by_the_locale_and_what_is_stored_is_not()
    {
        using var launch = Launch.Server(Under("LANG", "C"), out var client, "--locale-collate", English);
        using var _ = client;
        Push(client);
        client.Call("MSET", "w_A", "e", "w_B", "E", "w_a", "d", "w_b", "F", "w_z", "D");
        Assert.Equal("a z A B b", Sorted(client, "SORT", "words", "BY", "w_*", "ALPHA"));
        client.Call("SORT", "words", "BY", "w_*", "ALPHA", "STORE", "stored");
        Assert.Equal("z B b a A", Sorted(client, "LRANGE", "stored", "0", "-1"));
        client.Call("SORT", "words", "ALPHA", "STORE", "stored");
        Assert.Equal(ByBytes, Sorted(client, "LRANGE", "stored", "0", "-1"));
    }

    static void Push(RespConnection client) => client.Call("RPUSH", "words", "b", "A", "a", "z", "B");

    static string Sorted(RespConnection client, params string[] request) =>
        string.Join(' ', client.Call(request).Items.Select(item => item.Text));

    /// <summary>An environment that names one locale, and the place where it is found.</summary>
    LaunchOptions Under(string variable, string name)
    {
        var options = new LaunchOptions { Environment = { ["LOCPATH"] = locales } };
        foreach (var other in (string[])["LC_ALL", "LC_COLLATE", "LANG"]) options.Environment[other] = "";
        options.Environment[variable] = name;
        return options;
    }
}
