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

/// A proxy as given in an environment variable or the configuration.
struct ProxyAddress {
    enum class Kind {
        Http,        ///< CONNECT for https:// addresses, absolute form for http:// ones
        Socks5,      ///< names are resolved here
        Socks5ByName ///< names are resolved by the proxy
    };
    Kind kind = Kind::Http;
    std::string host; ///< a name or an address literal, without brackets
    int port = 1080;
    std::string user;
    Secret password;

    /// `scheme://host:port` for display, without user and password.
    std::string toString() const;
};

/// Parses "http://user:password@host:port", "host:port" (meaning http), "socks5://host" or "socks5h://host"; user and
/// password are percent-decoded, and the default port is 1080. "socks://" means "socks5h://". Pure, any thread. Error:
/// ConfigInvalid for an unsupported kind of proxy (https, SOCKS4), an invalid address, or quotes around it; the message
/// follows the name of the variable, says what to do, and contains no user or password.
/// Source: curl(1), "--proxy", "--proxy-user"; everything.curl.dev, "Proxy type"; read 2026-11-28.
Result<ProxyAddress> parseProxy(std::string_view text);

/// Whether `host` is this machine: "localhost", a name that ends in ".localhost", 127.0.0.0/8, ::1, or the unspecified
/// address. Ignores brackets and a trailing dot. Pure, any thread.
/// Source: RFC 6761 §6.3, RFC 1122 §3.2.1.3, RFC 4291 §2.5.3.
bool isThisMachine(std::string_view host);

/// Whether an entry of `list`, the value of NO_PROXY, applies to `host` and `port`. Entries are separated by commas or
/// spaces: a domain applies to itself and its subdomains, ignoring case and leading or trailing dots; an address (IPv6
/// with or without brackets) to itself; a network such as 10.0.0.0/8 or fd00::/8 to its addresses; "*" to every host.
/// Beyond curl, which accepts "*" only as the whole list: "*" may be one of several entries, as in Go, httpx (used by
/// the SDKs of OpenAI and Anthropic) and reqwest, "*.example.com" means "example.com", and an entry with a port applies
/// only to that port. Names are not resolved. Pure, any thread.
/// Source: curl(1), "NO_PROXY", "--noproxy"; CURLOPT_NOPROXY(3); Go, x/net/http/httpproxy, Config.NoProxy; httpx, "Environment Variables"; read 2026-11-28.
bool isExcepted(std::string_view list, std::string_view host, int port);

/// The proxy variables of an environment. Read once; a value, any thread. `http_proxy` (lower case only), `https_proxy`
/// or `HTTPS_PROXY`, then `all_proxy` or `ALL_PROXY` for a scheme without its own variable; `no_proxy` or `NO_PROXY`.
/// Lower case takes precedence, and an empty variable counts as unset.
/// Source: curl(1), "ENVIRONMENT"; everything.curl.dev, "Proxy environment variables"; read 2026-11-28.
class ProxyRules {
public:
    /// Returns the value of a variable; empty: not set.
    using ValueOf = std::function<std::string(const char* name)>;

    static constexpr std::array<const char*, 6> kNames{"http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"};
    static constexpr std::array<const char*, 2> kExceptionNames{"no_proxy", "NO_PROXY"};

    explicit ProxyRules(const ValueOf& valueOf);
    /// Reads the variables of this process.
    static ProxyRules ofProcess();

    /// How to reach an address.
    struct Choice {
        bool isOpen = false;               ///< the variables do not decide: ask the system
        std::optional<ProxyAddress> proxy; ///< empty: direct connection, unless `isOpen` or there is a `problem`
        std::string variable;              ///< the variable that names the proxy
        Sentence problem;               ///< why nothing may be sent, with the remedy; without user and password
    };
    /// `scheme`: "http" or "https"; `host` without brackets.
    Choice choose(std::string_view scheme, std::string_view host, int port) const;

    /// Whether NO_PROXY or no_proxy, whichever is in force, applies to the address.
    bool isExcepted(std::string_view host, int port) const { return http::isExcepted(m_exceptions.value, host, port); }
    /// The name of that variable; empty: neither is set.
    const std::string& exceptionVariable() const { return m_exceptions.name; }

    /// The effect of a variable that is set.
    struct Use {
        enum class Kind {
            All,      ///< names the proxy for http and https
            Http,     ///< for http:// only
            Https,    ///< for https:// only
            Overruled, ///< overridden by others, see `by`
            UpperCaseHttp, ///< HTTP_PROXY, which is ignored
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

    std::vector<Variable> m_set; // in the order of `kNames`
    Variable m_http;
    Variable m_https;
    Variable m_all;
    Variable m_exceptions;
};

} // namespace gateway::http
