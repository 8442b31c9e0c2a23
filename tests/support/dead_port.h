#pragma once

namespace tests {

/// A loopback port without a server, reserved while this object lives.
class DeadPort {
public:
    enum class Kind {
        Refuses, ///< connections are refused
        Hangs, ///< connections never complete: the only place in the queue is taken
    };
    enum class Loopback { IPv4, IPv6 };
    explicit DeadPort(Kind kind, Loopback loopback = Loopback::IPv4);
    ~DeadPort();
    DeadPort(const DeadPort&) = delete;
    DeadPort& operator=(const DeadPort&) = delete;

    int port() const { return m_port; } ///< 0: not available

private:
    int m_socket = -1;
    int m_queued = -1;
    int m_port = 0;
};

} // namespace tests
