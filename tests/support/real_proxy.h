#pragma once

#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <vector>

class QProcess;
class QTemporaryDir;

namespace tests {

/// tinyproxy (HTTP CONNECT), or a SOCKS5 proxy: Dante, or microsocks where Dante is not installed
/// (Debian 13 has none) or may not have users of its own. On a free loopback port, with one user.
/// Any user may start it. Ends with this object. Blocking; one thread.
class RealProxy {
public:
    enum class Kind { Tinyproxy, Socks5 };

    struct Options {
        bool isDebians = false; ///< tinyproxy as Debian configures it, but for its port and files: without a user
        std::vector<std::string> names = {}; ///< hosts that it finds on this machine, and nobody else does
    };

    static bool isUsable(Kind kind);
    /// Whether it can have `names`.
    static bool canFindNames();

    explicit RealProxy(Kind kind) : RealProxy(kind, Options{}) { }
    RealProxy(Kind kind, Options options);
    ~RealProxy();
    RealProxy(const RealProxy&) = delete;
    RealProxy& operator=(const RealProxy&) = delete;

    static constexpr const char* kUser = "box";
    static constexpr const char* kPassword = "pr0xy-5ecret-77c1";

    bool isListening() const { return m_port > 0; }
    std::string address() const { return "127.0.0.1:" + std::to_string(m_port); }
    std::string url() const; ///< "socks5://127.0.0.1:4711"
    /// As a variable has it, with user and password where it wants them: "box:secret@127.0.0.1:4711".
    std::string authority() const;
    /// What it has written: each connection with its target.
    std::string log() const;

private:
    static QString program(Kind kind); ///< empty: none that can be used
    bool start(int port);
    QStringList commandAt(int port, const QString& program) const;

    Kind m_kind;
    Options m_options;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_process;
    int m_port = 0;
};

} // namespace tests
