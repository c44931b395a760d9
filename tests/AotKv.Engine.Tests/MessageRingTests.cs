using AotKv.Engine.Messaging;
using Xunit;

namespace AotKv.Engine.Tests;

public sealed class MessageRingTests
{
    [Fact]
    public void A_ring_gives_back_what_was_sent_in_order_as_a_queue_does()
    {
        var seed = Seed.ForThisRun();
        var random = new Random(seed);
        var ring = new MessageRing();
        var model = new Queue<object>();
        for (var step = 0; step < 200_000; step++)
        {
            if (random.Next(2) == 0)
            {
                var subject = new object();
                var sent = ring.TrySend(new(MessageKind.Task, subject));
                Assert.True(sent == model.Count < MessageRing.Capacity, $"seed {seed}, step {step}");
                if (sent) model.Enqueue(subject);
            }
            else
            {
                Assert.Equal(model.Count > 0, ring.HasMail);
                var received = ring.TryReceive(out var message);
                Assert.True(received == model.TryDequeue(out var expected), $"seed {seed}, step {step}");
                Assert.Same(expected, message.Subject);
            }
        }
    }

    [Fact]
    public void Two_threads_exchange_every_message_once_and_in_order()
    {
        const int Count = 200_000;
        var ring = new MessageRing();
        var sender = new Thread(() =>
        {
            for (var i = 0; i < Count; i++)
                while (!ring.TrySend(new(MessageKind.Task, i))) Thread.Yield();
        });
        sender.Start();
        for (var expected = 0; expected < Count;)
        {
            if (ring.TryReceive(out var message)) Assert.Equal(expected++, (int)message.Subject!);
            else Thread.Yield();
        }
        sender.Join();
        Assert.False(ring.HasMail);
    }
}
