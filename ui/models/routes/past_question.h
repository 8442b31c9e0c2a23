#pragma once

#include "text_section.h"

#include "gateway/routing/explanation.h"
#include "gateway/usage/record.h"
#include "ui/models/gateway_parts.h"

#include <QCoreApplication>
#include <QString>

#include <functional>

namespace ui::models {

/// A past request asked about once more: what would become of it now, and what that would cost. Main thread.
class PastQuestion {
    Q_DECLARE_TR_FUNCTIONS(ui::models::PastQuestion)
public:
    /// "14:02:31 from Cursor · gpt-4o".
    static QString title(const gateway::usage::ExchangeRecord& record);
    /// The same at most so wide: the model is shortened, then the client left out; the route stays whole.
    static QString title(const gateway::usage::ExchangeRecord& record, int width, const std::function<int(const QString&)>& widthOf);
    /// What its client sent, where that was kept whole; else a request of the same model and
    /// length, of which only that is known.
    static gateway::routing::Question question(const gateway::usage::ExchangeRecord& record);
    static bool isKept(const gateway::usage::ExchangeRecord& record);
    /// What such a question knows of the request.
    static QString note(const gateway::usage::ExchangeRecord& record);
    /// That the request itself went another way than it is explained; without lines where it did not.
    static TextSection difference(const gateway::usage::ExchangeRecord& record, const gateway::routing::Explanation& explanation);
    /// What it would cost by who is asked now, beside what the route's first choice would; without
    /// lines where no price is known. `record` may be null: only the request is counted then, by its length.
    static TextSection cost(const gateway::routing::Explanation& explanation, const gateway::usage::ExchangeRecord* record, std::size_t bytes,
                            const gateway::config::Settings& settings, const CatalogSource& catalog);

private:
    static QString title(const gateway::usage::ExchangeRecord& record, const QString& client, const QString& model);
};

} // namespace ui::models
