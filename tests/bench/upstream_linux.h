#pragma once

#include "bench_chat_answer.h"
#include "channel.h"
#include "mishap.h"

#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace bench {

/// A chat upstream on loopback that costs next to nothing: one thread, one
/// epoll. What a request gets stands in its model name; see `Behaviour`.
class Upstream {
public:
    Upstream();
    ~Upstream();
    Upstream(const Upstream&) = delete;
    Upstream& operator=(const Upstream&) = delete;

    /// Takes connections on a free port, which it returns; 0: could not.
    int listen(const TlsContext& tls);
    /// Until the process is ended.
    void run();

private:
    struct Listener {
        int socket;
        TlsContext tls;
    };
    struct Connection {
        Channel channel;
        bool isReady = false; ///< the handshake is over
        std::string request = {}; ///< its head and what is kept of its body
        std::size_t bodyLeft = 0;
        char lastByte = 0;
        bool isWhole = false; ///< a request that has not been answered to its end
        int eventsLeft = 0;
        std::int64_t interval_ns = 0;
        std::int64_t due_ns = 0;
        std::string unsent = {};
        Plan plan = {}; ///< of what is not sent yet
        bool isBroken = false;
    };
    struct Due {
        std::int64_t at_ns;
        int socket;
        std::uint64_t id;
        bool operator>(const Due& other) const { return at_ns > other.at_ns; }
    };
    struct Slot {
        std::uint64_t id; ///< a descriptor's number is given out again
        Connection connection;
    };

    void accept(const Listener& listener);
    void serve(int socket);
    void read(Connection& connection);
    void take(Connection& connection, std::string_view bytes);
    void answer(Connection& connection);
    void begin(Connection& connection, const Behaviour& behaviour);
    void beginMixed(Connection& connection);
    void answerLater(Connection& connection);
    void sendSlice(Connection& connection);
    void pump(Connection& connection);
    void sendDue();
    void sendEvent(Connection& connection);
    void schedule(Connection& connection);
    void send(Connection& connection, std::string_view bytes);
    bool flush(Connection& connection);
    std::string counters() const;

    int m_epoll;
    std::vector<Listener> m_listeners;
    std::unordered_map<int, Slot> m_connections; ///< by descriptor
    std::priority_queue<Due, std::vector<Due>, std::greater<>> m_due;
    std::vector<char> m_buffer;
    std::uint64_t m_accepted = 0;
    std::uint64_t m_requests = 0;
    std::uint64_t m_streams = 0;
    Lottery m_lottery{1};
};

} // namespace bench
