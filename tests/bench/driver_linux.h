#pragma once

#include "bench_answer_reader.h"
#include "channel.h"
#include "load_result.h"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace bench {

struct Load {
    int port = 0;
    TlsContext tls = {};
    int connections = 1;
    std::string model = {}; ///< see `Behaviour`
    std::size_t promptBytes = 1024;
    int warmup_ms = 0;
    int measure_ms = 1000;
    std::uint64_t requests = 0; ///< ends the measurement before its time; 0: no limit
    /// Each connection asks for one stream. It is measured from when all have
    /// begun until the first has ended, and no longer than `measure_ms`.
    bool isHeld = false;
};

/// Asks on every connection again as soon as it was answered, and checks each
/// answer. Prints "begin" and "end" around what is measured.
class Driver {
public:
    explicit Driver(const Load& load);
    ~Driver();
    Driver(const Driver&) = delete;
    Driver& operator=(const Driver&) = delete;

    LoadResult run();

private:
    enum class Phase { Before, Measuring, After };
    struct Client {
        enum class State { Shaking, Asking, Resting };
        explicit Client(Expected& expected)
            : reader(expected)
        {
        }

        Channel channel = {};
        AnswerReader reader;
        State state = State::Resting;
        std::size_t sent = 0;
        std::int64_t asked_ns = 0;
        bool hasBegun = false; ///< its answer's first byte came
        Phase phase = Phase::Before; ///< in which it was asked
    };

    void open(Client& client, std::size_t index);
    void serve(Client& client, std::size_t index);
    void ask(Client& client);
    bool write(Client& client);
    bool read(Client& client, std::size_t index);
    void noteFirstByte(Client& client);
    void noteEvents(int count);
    void answered(Client& client, std::size_t index);
    void failed(Client& client, std::size_t index, const std::string& reason);
    void rest(Client& client);
    void begin();
    void end();
    void tick();

    Load m_load;
    std::string m_request;
    Expected m_expected;
    LoadResult m_result;
    std::vector<std::unique_ptr<Client>> m_clients;
    std::vector<char> m_buffer;
    int m_epoll;
    int m_busy = 0; ///< clients that do not rest
    int m_begun = 0;
    Phase m_phase = Phase::Before;
    std::int64_t m_started_ns = 0;
    std::int64_t m_phaseEnd_ns = 0;
};

} // namespace bench
