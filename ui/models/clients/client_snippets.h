#pragma once

#include <QString>

#include <vector>

namespace ui::models {

/// How to configure a program with a certain protocol manually.
struct ClientSnippet {
    QString protocol; ///< "OpenAI"; the same in every language
    QString baseUrl;  ///< for an address field
    QString shell;    ///< lines for a shell
};

/// One for each client protocol. `address`: the gateway's, which ends with /v1; `key`: of a consumer, or a placeholder.
/// Pure.
std::vector<ClientSnippet> clientSnippets(const QString& address, const QString& key);

} // namespace ui::models
