#pragma once

#include "transport.h"

#include "gateway/http/connection_ends.h"
#include "gateway/loop/loop_scheduler.h"

#include <algorithm>
#include <deque>
#include <memory>
#include <span>
#include <string>

class QTcpSocket;

namespace gateway::http {

struct SocketResult;

/// Takes over the connection of `socket`, which Qt has made, with or without a proxy, and not read from; the socket no
/// longer owns it and can be destroyed. The caller must close it; -1 if there is no connection, or the system has no
/// descriptors left.
qintptr takeConnection(QTcpSocket& socket);

/// A TCP connection that is read directly into the reader's memory and written from the writer's: only data that the
/// system did not accept is buffered. Gateway thread.
class SocketTransport : public Transport, private LoopScheduler::Continuation {
public:
    /// Bytes read from one connection in one iteration of the event loop. Copying them takes some ten microseconds; use
    /// `spend()` to report further processing.
    static constexpr std::size_t kMostPerIteration = 256 * 1024;

    /// Takes over a connected socket and closes it on destruction.
    explicit SocketTransport(qintptr descriptor);
    ~SocketTransport() override;

    void setUser(TransportUser* user) override;
    std::size_t read(char* into, std::size_t room) override;
    void spend(std::size_t bytes) override { m_allowance -= std::min(m_allowance, bytes); }
    /// Whether this connection has used up its share of the iteration; `onReadable()` follows in a later one.
    bool isSpent();
    bool hasEnded() const override { return m_hasEnded && m_ahead.empty(); }
    bool wasReset() const override { return m_wasReset; }
    bool isQuiet() override;
    void write(std::string_view bytes) override;
    void write(std::span<const Slice> slices) override;
    std::int64_t pendingBytes() const override { return m_pendingBytes; }

    /// Whether the peer has already closed its end, read or not: see `hasPeerEnded()`.
    bool hasPeerEnded() const;
    bool isOpen() const { return m_descriptor != -1 && !m_hasEnded && !m_isBroken; }
    ConnectionEnds ends() const { return m_ends; }

    /// Reads what has arrived, to detect the end after it, until `most` bytes are buffered.
    void readAhead(std::size_t most);
    /// Bytes buffered but not read yet.
    std::size_t bytesAhead() const { return m_ahead.size() - m_aheadUsed; }

    /// Whether a user with unread data is notified of the peer's end, as far as the system reports it: on Linux of any
    /// end, on others of a reset at most.
    void watchEnd(bool on);

    /// Whether `TransportUser::onWritten()` is called.
    void watchWritten(bool on) { m_isWatched = on; }
    /// Tells the peer that nothing more follows, and goes on reading; false where that is impossible (TLS). Call it
    /// with nothing pending.
    virtual bool endSending();
    /// Closes at once without notification.
    virtual void close();

protected:
    /// The descriptor, for reading and writing.
    qintptr descriptor() const { return m_descriptor; }
    virtual SocketResult receive(char* into, std::size_t room);
    virtual SocketResult transmit(std::span<const std::string_view> pieces);
    /// Whether there may be more data after a piece of `count` bytes into `room`.
    virtual bool mayHoldMore(std::size_t count, std::size_t room) const { return count == room; }
    /// The socket has become readable, or writable again.
    virtual void onReadEvent();
    virtual void onWriteEvent();
    void waitForWritable();
    void sendPending();
    void breakDown();

private:
    class Notifier;
    void goOn() override;
    void noteRead();
    void heedEnd();
    void onEndEvent();
    void tellClosed();
    bool take(SocketResult result);
    void keep(const Slice& slice, std::size_t used);

    qintptr m_descriptor;
    ConnectionEnds m_ends;
    TransportUser* m_user = nullptr;
    Notifier* m_readable = nullptr;
    Notifier* m_writable = nullptr; // created once something had to wait
    Notifier* m_ending = nullptr;   // created once nothing was read although the end matters
    std::string m_ahead;            // buffered, but not read yet
    std::size_t m_aheadUsed = 0;
    LoopScheduler* const m_scheduler;
    std::deque<Slice> m_pending; // each with its owner
    std::int64_t m_pendingBytes = 0;
    std::shared_ptr<const void> m_alive = std::make_shared<char>(); // expires with this object
    std::size_t m_allowance = kMostPerIteration; // bytes left in this iteration
    bool m_isPutBack = false; // waits for its next iteration
    bool m_mayHaveMore = true;
    bool m_hasRead = false; // since it became readable
    bool m_hasEnded = false;
    bool m_isBroken = false; // nothing can be written; received data may still be read
    bool m_wasReset = false;
    bool m_isWatched = false;
    bool m_isEndWatched = false;
};

} // namespace gateway::http
