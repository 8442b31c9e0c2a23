#pragma once

#include <memory>
#include <string>

class QProcess;
class QTemporaryDir;

namespace tests {

/// tinyproxy (HTTP CONNECT) or Dante (SOCKS5), on a free loopback port, with one
/// user. Any user may start it. Ends with this object. Blocking; one thread.
class RealProxy {
public:
    enum class Kind { Tinyproxy, Dante };

    static bool isUsable(Kind kind);

    explicit RealProxy(Kind kind);
    ~RealProxy();
    RealProxy(const RealProxy&) = delete;
    RealProxy& operator=(const RealProxy&) = delete;

    static constexpr const char* kUser = "box";
    static constexpr const char* kPassword = "pr0xy-5ecret-77c1";

    bool isListening() const { return m_port > 0; }
    std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }
    std::string url() const; ///< "socks5://127.0.0.1:4711"
    /// What it has written: each connection with its target.
    std::string log() const;

private:
    bool start(int port);

    Kind m_kind;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_process;
    int m_port = 0;
};

} // namespace tests
