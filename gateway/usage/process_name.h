#pragma once

#include <atomic>
#include <string>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// The program of requests that evaluations send.
inline constexpr std::string_view kEvaluationProgram = "eval";

/// The name of the program at the other end of a connection ("node claude (my-project)") and its project folder, which
/// are looked up while its requests are already running. Set once, from any thread; read from any thread without
/// waiting.
class ProcessName final {
public:
    ProcessName() = default;
    /// A name that is already known.
    explicit ProcessName(std::string name, std::string folder = {}) { tell(std::move(name), std::move(folder)); }

    /// To be called once. Empty: unknown.
    void tell(std::string name, std::string folder = {})
    {
        m_text = std::move(name);
        m_folder = std::move(folder);
        m_isTold.store(true, std::memory_order_release);
    }
    bool isTold() const { return m_isTold.load(std::memory_order_acquire); }
    /// The name; empty until it is set, then constant.
    std::string_view text() const { return isTold() ? std::string_view(m_text) : std::string_view(); }
    /// The project folder, in the same way.
    std::string_view folder() const { return isTold() ? std::string_view(m_folder) : std::string_view(); }

private:
    std::string m_text; // must not be read before it is set
    std::string m_folder; // must not be read before it is set
    std::atomic<bool> m_isTold{false};
};

} // namespace gateway::usage
