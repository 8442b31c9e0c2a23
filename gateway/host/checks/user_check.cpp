#include "user_check.h"

#include "gateway/host/programs/user_names.h"

#include <QtGlobal>

#include <string>

namespace gateway::host {

std::vector<config::Issue> checkLocalUsers(const config::ListenSettings& listen)
{
    std::vector<config::Issue> issues;
    const auto& names = listen.localUsers.names;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (userNamed(names[i]))
            continue;
        const std::string path = "listen.local_users[" + std::to_string(i) + ']';
        if (names[i] == "all" || names[i] == "own")
            issues.push_back({config::Issue::Level::Warning, path,
                {QT_TRANSLATE_NOOP("Configuration", "in a list, \"%1\" is a user name, and this machine has no such user, so the entry has no effect; write it as "
        "text: \"local_users\": \"%1\""), {names[i]}}});
        else
            issues.push_back({config::Issue::Level::Warning, path,
                {QT_TRANSLATE_NOOP("Configuration", "this machine has no user \"%1\", so the entry has no effect; write the name or id of a user of this machine"), {names[i]}}});
    }
    return issues;
}

} // namespace gateway::host
