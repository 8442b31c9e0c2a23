#pragma once

#include <nlohmann/json.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

class QProcess;
class QTemporaryDir;

namespace tests {

using Json = nlohmann::ordered_json;

/// The real `signalboxd` with its own home, configuration and data folder,
/// all in one temporary folder. Blocking; one thread. Ends with this object.
/// A sanitizer report, such as a leak at exit, fails the test case.
class GatewayProcess {
public:
    struct Options {
        std::vector<std::pair<std::string, std::string>> environment = {};
        std::vector<std::string> arguments = {};
        bool withConfig = true; ///< otherwise no --config: the demo
        int httpPort = 0; ///< negative: that of the configuration
        std::optional<int> httpsPort = {}; ///< 0: any free one; empty: off
        std::function<void(const std::string& dataDir)> prepare = {}; ///< called before it starts
        std::string program = {}; ///< name of a copy to run instead; empty: runs the original
        bool mayFail = false; ///< the test expects it to end by itself
    };

    GatewayProcess(); ///< with no configuration file
    explicit GatewayProcess(const Json& config);
    GatewayProcess(const std::string& configText, const Options& options);
    GatewayProcess(const Json& config, const Options& options);
    ~GatewayProcess();
    GatewayProcess(const GatewayProcess&) = delete;
    GatewayProcess& operator=(const GatewayProcess&) = delete;

    static constexpr int kWait_ms = 20000;

    bool isListening() const { return m_port > 0; }
    int port() const { return m_port; } ///< 0: it did not listen
    /// Waits until HTTPS is served; 0: it was not.
    int httpsPort(int limit_ms = kWait_ms) const;
    std::string firstLine() const { return m_firstLine; }
    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_port); }
    long long pid() const;
    bool isRunning() const;

    void writeConfig(const Json& config);
    void writeConfigText(const std::string& text);
    std::string readConfig() const;
    void hangUp(); ///< SIGHUP
    void terminate(); ///< SIGTERM
    void kill(); ///< SIGKILL, and waits for its end
    /// The exit status; empty: still running after the limit, or crashed (then `isCrashed()`).
    std::optional<int> waitForExit(int limit_ms = kWait_ms);
    bool isCrashed() const { return m_isCrashed; }

    std::string folder() const;
    std::string configFile() const;
    std::string dataDir() const;
    /// Standard error so far.
    std::string log() const;
    /// Waits until the log contains `text` after `from`.
    bool waitForLog(std::string_view text, std::size_t from = 0, int limit_ms = kWait_ms) const;

    /// Files under `folder()` that contain `text`; `searched` counts the files that were read.
    std::vector<std::string> filesWith(std::string_view text, std::size_t* searched = nullptr) const;

private:
    void start(const std::optional<std::string>& configText);
    void failIfReported();

    Options m_options;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_process;
    std::string m_firstLine;
    int m_port = 0;
    bool m_isCrashed = false;
    bool m_isJudged = false;
};

/// Polls `holds` for conditions without events (files, other processes).
template <class Holds> bool eventually(Holds holds, int limit_ms = GatewayProcess::kWait_ms);

void pause(int milliseconds); ///< only within `eventually()`, or to show that nothing happens

template <class Holds> bool eventually(Holds holds, int limit_ms)
{
    constexpr int kStep_ms = 20;
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(limit_ms); // `holds` may start a program each time
    while (std::chrono::steady_clock::now() < end) {
        if (holds())
            return true;
        pause(kStep_ms);
    }
    return holds();
}

/// The result of a program that ran to its end.
struct Ran {
    int status = -1; ///< -1: crashed, did not end, or is not installed
    std::string out;
    std::string err;
};
Ran runProgram(const std::string& program, const std::vector<std::string>& arguments, const std::string& input = {},
    const std::vector<std::pair<std::string, std::string>>& environment = {});
/// A sanitizer's report in `log`, or that a program exited with the status of a leak; empty: none.
std::string sanitizerReport(const std::string& log, std::optional<int> status);
/// The path of the tested `signalboxd`.
std::string gatewayProgram();
/// Runs `signalboxd ARGUMENTS`.
Ran runGateway(const std::vector<std::string>& arguments, const std::string& input = {},
    const std::vector<std::pair<std::string, std::string>>& environment = {});

// ---- configurations

/// `{"version":1, "listen":..., "providers":[...], "routes":[...]}`
Json configuration(std::vector<Json> providers, std::vector<Json> routes = {});
/// An OpenAI-compatible provider at `baseUrl`; `keys` are secret references.
Json provider(const std::string& id, const std::string& baseUrl, const std::vector<std::string>& keys = {});
/// The same without `models`: the list is fetched.
Json listingProvider(const std::string& id, const std::string& baseUrl);
/// A route for the model name `model` (or a prefix ending in `*`).
Json route(const std::string& model, std::vector<Json> targets);
Json target(const std::string& provider, const std::optional<std::string>& model, int priority);

} // namespace tests
