#include "settings_tree.h"

#include "document.h"

#include "gateway/config/fields/fields.h"

#include <utility>

namespace gateway::config {

Json treeOf(const Settings& settings) { return settingsShape().write(settings); }

Result<Settings> settingsOf(Json tree, std::vector<Issue>& issues)
{
    tree["version"] = kVersion;
    const auto document = Document::parse(toPrettyText(tree), issues);
    if (!document)
        return failure(document.error());
    return document->settings();
}

} // namespace gateway::config
