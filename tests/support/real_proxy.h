#pragma once

#include <QString>
#include <QStringList>

#include <memory>
#include <string>
#include <vector>

class QProcess;
class QTemporaryDir;

namespace tests {

/// tinyproxy (HTTP CONNECT) or a SOCKS5 proxy: Dante, or microsocks if Dante is missing
/// (as on Debian 13) or may not have users of its own. On a free loopback port, with one user.
/// Needs no privileges. Ends with this object. Blocking; one thread.
class RealProxy {
public:
    enum class Kind { Tinyproxy, Socks5 };

    struct Options {
        bool isDebians = false; ///< tinyproxy as Debian configures it except for port and files: without a user
        std::vector<std::string> names = {}; ///< hosts that only the proxy resolves, to this machine
    };

    static bool isUsable(Kind kind);
    /// Whether `names` is supported.
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
    /// As in a variable, with user and password if required: "box:secret@127.0.0.1:4711".
    std::string authority() const;
    /// Its log: each connection with its target.
    std::string log() const;

private:
    static QString program(Kind kind); ///< empty: none available
    bool start(int port);
    QStringList commandAt(int port, const QString& program) const;

    Kind m_kind;
    Options m_options;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QProcess> m_process;
    int m_port = 0;
};

} // namespace tests
