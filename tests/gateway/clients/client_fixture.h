#pragma once

#include "catch.h"
#include "gateway/clients/client_setups.h"

#include <QTemporaryDir>

#include <optional>
#include <string>
#include <utility>

namespace tests {

/// A home folder with clients, and our data folder.
class Machine {
public:
    Machine();

    gateway::clients::Surroundings surroundings;

    gateway::clients::ClientSetups setups() const;
    QString path(const std::string& place) const; ///< below home
    void write(const std::string& place, const std::string& bytes) const;
    std::optional<std::string> read(const std::string& place) const;
    /// Whether any of our files contains `text`.
    bool keeps(const std::string& text) const;

private:
    QTemporaryDir m_folder;
};

/// The built-in client catalog.
std::shared_ptr<const gateway::clients::ClientCatalog> knownClients();

/// A realistic file of a client, from tests/data.
std::string sample(const std::string& client, const std::string& file);

inline constexpr auto kBase = "http://127.0.0.1:8080";
inline constexpr auto kModel = "qwen-turbo";
inline constexpr auto kKey = "sb-0123456789abcdefghijklmnopqrstuvwxyzABCDEFGH";

std::string sha256(const std::string& text);
/// A set-up of `client` at `kBase` with `kModel`.
gateway::clients::SetupWish wish(const std::string& client);

template <class T> T value(gateway::Result<T> result)
{
    if (!result)
        FAIL(result.error().text());
    return std::move(*result);
}

void succeed(const gateway::Result<void>& result);
void setUp(gateway::clients::ClientSetups& setups, const std::string& client, const std::string& key = kKey);

} // namespace tests
