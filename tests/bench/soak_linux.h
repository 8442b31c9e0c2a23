#pragma once

#include "bench_answer_reader.h"
#include "channel.h"

#include <cstdint>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace bench {

struct SoakLoad {
    int port = 0;
    std::string model = {};
    int connections = 128;
    int seconds = 10;
    int leavers = 5; ///< of a hundred requests
};

/// What became of the requests. `lost`: none of the others, which must not be.
struct SoakCounts {
    std::uint64_t sent = 0;
    std::uint64_t answered = 0;
    std::uint64_t failed = 0; ///< an error in the shape of the contract, or an answer that ends as a broken one
    std::uint64_t cancelled = 0; ///< the client went before its answer was whole
    std::uint64_t lost = 0;
    std::string firstLost = {};

    /// One JSON object on one line.
    std::string toJson() const;
};

/// Many clients that ask again as soon as they were answered, streamed or not,
/// and now and then leave in the middle. Every request that was sent ends in one
/// of the counts.
class Soak {
public:
    explicit Soak(const SoakLoad& load);
    ~Soak();
    Soak(const Soak&) = delete;
    Soak& operator=(const Soak&) = delete;

    /// Prints the counts every second.
    SoakCounts run();

private:
    struct Client {
        enum class State { Connecting, Asking, Waiting, Resting };
        explicit Client(Expected& expected)
            : reader(expected)
        {
        }

        Channel channel = {};
        AnswerReader reader;
        State state = State::Resting;
        std::string request = {};
        std::size_t written = 0;
        std::string marker = {}; ///< in the request and in its answer
        bool isStream = false;
        std::int64_t asked_ns = 0;
        std::int64_t leaves_ns = 0; ///< when it goes; 0: it stays
    };

    void open(Client& client, std::size_t index);
    void serve(Client& client, std::size_t index);
    void ask(Client& client);
    /// False: the connection is gone.
    bool write(Client& client);
    /// True: answered, and asked again on the same connection.
    bool read(Client& client, std::size_t index);
    void settle(Client& client, std::size_t index);
    void broken(Client& client, std::size_t index);
    void lose(Client& client, const std::string& why);
    void tick();
    void next(Client& client, std::size_t index);

    SoakLoad m_load;
    Expected m_expected{.isAnything = true};
    SoakCounts m_counts;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<char> m_buffer;
    std::minstd_rand m_random{1};
    int m_epoll;
    int m_busy = 0;
    std::int64_t m_end_ns = 0;
};

} // namespace bench
