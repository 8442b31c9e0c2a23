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
    /// "provider “deepseek” added, Theme": at most `most` parts, then the number of further ones.
    static QString of(std::vector<gateway::config::ChangedPart> parts, std::size_t most = 4);

private:
    static QString part(const gateway::config::ChangedPart& part);
};

} // namespace ui::fields
