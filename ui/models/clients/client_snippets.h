#pragma once

#include <QString>

#include <vector>

namespace ui::models {

/// How a program that speaks one protocol is pointed here by hand.
struct ClientSnippet {
    QString protocol; ///< "OpenAI"; the same in every language
    QString baseUrl;  ///< what goes into a field for the address
    QString shell;    ///< lines for a shell
};

/// One per protocol that clients speak. `address`: the gateway's, which ends in /v1; `key`: of a
/// consumer, or what stands for it. Pure.
std::vector<ClientSnippet> clientSnippets(const QString& address, const QString& key);

} // namespace ui::models
