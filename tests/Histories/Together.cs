namespace AotKv.Histories.Tests;

/// <summary>Threads that start at one moment. The first exception among them is thrown when all have ended.</summary>
static class Together
{
    public static void Run(int count, Action<int> body)
    {
        using var start = new Barrier(count);
        Exception? failure = null;
        var threads = new Thread[count];
        for (var i = 0; i < count; i++)
        {
            var index = i;
            threads[i] = new Thread(() =>
            {
                start.SignalAndWait();
                try
                {
                    body(index);
                }
                catch (Exception error)
                {
                    Interlocked.CompareExchange(ref failure, error, comparand: null);
                }
            });
        }
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        if (failure is not null) throw new InvalidOperationException(failure.Message, failure);
    }
}
