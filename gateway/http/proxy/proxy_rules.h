#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <array>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::http {

/// A proxy, as a variable names it.
struct ProxyAddress {
    enum class Kind {
        Http,        ///< by CONNECT to https:// addresses, in absolute form to http:// ones
        Socks5,      ///< names are looked up here
        Socks5ByName ///< names are looked up by the proxy
    };
    Kind kind = Kind::Http;
    std::string host; ///< a name or an address literal, without brackets
    int port = 1080;
    std::string user;
    Secret password;

    /// `scheme://host:port`, for people: without user and password.
    std::string toString() const;
};

/// Reads "http://user:password@host:port", "host:port" (which is http), "socks5://host" or "socks5h://host"; user and password
/// are percent-decoded, and the port is 1080 where none is given. "socks://" is read as "socks5h://". Pure, any thread.
/// Error: ConfigInvalid for a kind of proxy that is not supported (https, SOCKS4), for what is not an address, or for quotes around
/// it; its message
/// follows the name of the variable, says what to do, and repeats no user or password.
/// Source: curl(1), "--proxy", "--proxy-user"; everything.curl.dev, "Proxy type"; read 2026-11-28.
Result<ProxyAddress> parseProxy(std::string_view text);

/// Whether `host` is this machine itself: "localhost", a name that ends in ".localhost", 127.0.0.0/8, ::1, or the unspecified
/// address. Brackets and a dot at the end do not matter. Pure, any thread.
/// Source: RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3.
bool isThisMachine(std::string_view host);

/// Whether an entry of `list`, which is the value of NO_PROXY, holds for `host` and `port`. Entries are separated by commas or
/// blanks: a domain holds for itself and for all below it, whatever its case and with or without a dot before or behind it;
/// an address (IPv6 with or without brackets) for itself; a network such as 10.0.0.0/8 or fd00::/8 for the addresses in it;
/// "*" for every host. Beyond curl, which takes "*" only where it is the whole list: "*" may be one of several entries, as in Go,
/// httpx (which the SDKs of OpenAI and Anthropic use) and reqwest, "*.example.com" is read as "example.com", and an entry with a port holds for that port alone.
/// Names are not looked up. Pure, any thread.
/// Source: curl(1), "NO_PROXY", "--noproxy"; CURLOPT_NOPROXY(3); Go, x/net/http/httpproxy, Config.NoProxy; httpx, "Environment Variables"; read 2026-11-28.
bool isExcepted(std::string_view list, std::string_view host, int port);

/// What the proxy variables of an environment say. Read once; a value, any thread.
/// `http_proxy` (in lower case only), `https_proxy` or `HTTPS_PROXY`, then `all_proxy` or `ALL_PROXY` for a scheme that has
/// none of its own; `no_proxy` or `NO_PROXY`. Lower case wins, and an empty variable is the same as none.
/// Source: curl(1), "ENVIRONMENT"; everything.curl.dev, "Proxy environment variables"; read 2026-11-28.
class ProxyRules {
public:
    /// The value of a variable; empty: it is not set.
    using ValueOf = std::function<std::string(const char* name)>;

    static constexpr std::array<const char*, 6> kNames{"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    static constexpr std::array<const char*, 2> kExceptionNames{"no_proxy", "NO_PROXY"};

    explicit ProxyRules(const ValueOf& valueOf);
    /// Of this process.
    static ProxyRules ofProcess();

    /// How an address is reached.
    struct Choice {
        bool isOpen = false;               ///< the variables do not say it: ask the system
        std::optional<ProxyAddress> proxy; ///< empty: directly, unless `isOpen` or there is a `problem`
        std::string variable;              ///< that names the proxy
        Sentence problem;               ///< why nothing may be sent, with the remedy; without user and password
    };
    /// `scheme`: "http" or "https"; `host` without brackets.
    Choice choose(std::string_view scheme, std::string_view host, int port) const;

    /// Whether NO_PROXY or no_proxy, whichever is in force, holds for it.
    bool isExcepted(std::string_view host, int port) const { return http::isExcepted(m_exceptions.value, host, port); }
    /// The name of that variable; empty: neither is set.
    const std::string& exceptionVariable() const { return m_exceptions.name; }

    /// What becomes of a variable that is set.
    struct Use {
        enum class Kind {
            All,      ///< names the proxy for http and https
            Http,     ///< for http:// alone
            Https,    ///< for https:// alone
            Overruled, ///< `by` others
            UpperCaseHttp, ///< HTTP_PROXY, which is not read
        };
        std::string name;
        Kind kind = Kind::All;
        std::string by;
        Result<ProxyAddress> proxy;
    };
    /// In the order of `kNames`.
    std::vector<Use> uses() const;

private:
    struct Variable {
        std::string name; ///< empty: none is set
        std::string value;
    };
    Variable variableFor(bool isSecure) const;
    static Variable firstSet(const ValueOf& valueOf, std::initializer_list<const char*> names);

    std::vector<Variable> m_set; // as `kNames`
    Variable m_http;
    Variable m_https;
    Variable m_all;
    Variable m_exceptions;
};

} // namespace gateway::http
