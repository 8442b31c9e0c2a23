#pragma once

#include "gateway/config/history/changed_parts.h"

#include <QCoreApplication>
#include <QString>

#include <cstddef>
#include <vector>

namespace ui::fields {

/// Describes changes to the configuration in the terms of the forms. Main thread.
class ChangeWords {
    Q_DECLARE_TR_FUNCTIONS(ui::fields::ChangeWords)
public:
    enum class Step { Done, Undone, Redone };

    /// "provider “deepseek” added, routes “a”, “b” removed, “Theme” changed": at most `most` such parts, each with at most
    /// `most` names, then the number of further ones. After undo: what is different now, such as "provider “deepseek”
    /// restored".
    static QString of(std::vector<gateway::config::ChangedPart> parts, std::size_t most = 4, Step step = Step::Done);
    /// The same as a sentence: "Provider “deepseek” added."
    static QString sentence(std::vector<gateway::config::ChangedPart> parts, std::size_t most, Step step);
    /// Whether an entry of a list, such as a provider, was removed.
    static bool hasRemoval(const std::vector<gateway::config::ChangedPart>& parts);
};

} // namespace ui::fields
