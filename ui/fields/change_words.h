#pragma once

#include "gateway/config/history/changed_parts.h"

#include <QCoreApplication>
#include <QString>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ui::fields {

/// Describes changes to the configuration in the terms of the forms. Main thread.
class ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(ui::fields::ChangeWords)
public:
    enum class Step { Done, Undone, Redone };
    /// How lists show an entry, by the path of its list ("providers") and its id or name. Empty: by that.
    using NameOf = std::function<QString(std::string_view list, const std::string& id)>;

    /// "provider “deepseek” added, routes “a”, “b” removed, “Theme” changed": at most `most` such parts, each with at most
    /// `most` names, then the number of further ones. After undo: what is different now, such as "provider “deepseek”
    /// restored".
    static QString of(std::vector<gateway::config::ChangedPart> parts, std::size_t most = 4, Step step = Step::Done, const NameOf& nameOf = {});
    /// The same as a sentence: "Provider “deepseek” added."
    static QString sentence(std::vector<gateway::config::ChangedPart> parts, std::size_t most, Step step, const NameOf& nameOf = {});
    /// Whether an entry of a list, such as a provider, was removed.
    static bool hasRemoval(const std::vector<gateway::config::ChangedPart>& parts);
};

} // namespace ui::fields
