#include "user_check.h"

#include "gateway/host/programs/user_names.h"

#include <string>

namespace gateway::host {

std::vector<config::Issue> checkLocalUsers(const config::ListenSettings& listen)
{
    std::vector<config::Issue> issues;
    const auto& names = listen.localUsers.names;
    for (std::size_t i = 0; i < names.size(); ++i)
        if (!userNamed(names[i]))
            issues.push_back({config::Issue::Level::Warning, "listen.local_users[" + std::to_string(i) + ']',
                {QT_TRANSLATE_NOOP("Configuration", "this machine has no user \"%1\", so it lets nobody in; write the name of a user of this machine, or a user id"), {names[i]}}});
    return issues;
}

} // namespace gateway::host
