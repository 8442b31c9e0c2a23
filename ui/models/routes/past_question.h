#pragma once

#include "text_section.h"

#include "gateway/routing/explanation.h"
#include "gateway/usage/record.h"
#include "ui/models/gateway_parts.h"

#include <QCoreApplication>
#include <QString>

#include <functional>

namespace ui::models {

/// A question about a past request: how it would be handled now, and what that would cost. Main thread.
class PastQuestion {
    Q_DECLARE_TR_FUNCTIONS(ui::models::PastQuestion)
public:
    /// "14:02:31 from Cursor · gpt-4o".
    static QString title(const gateway::usage::ExchangeRecord& record);
    /// The same with at most this width: the model is elided, then the client omitted; the route is kept.
    static QString title(const gateway::usage::ExchangeRecord& record, int width, const std::function<int(const QString&)>& widthOf);
    /// The stored request, if it is complete; otherwise a request with the same model and length, with unknown content.
    static gateway::routing::Question question(const gateway::usage::ExchangeRecord& record);
    static bool isKept(const gateway::usage::ExchangeRecord& record);
    /// How much of the request such a question contains.
    static QString note(const gateway::usage::ExchangeRecord& record);
    /// Says that the request itself was routed differently from the explanation; without lines if it was not.
    static TextSection difference(const gateway::usage::ExchangeRecord& record, const gateway::routing::Explanation& explanation);
    /// The cost at the current target, compared with the route's first choice; without lines if no price is known.
    /// `record` may be null: then only the request is counted, by its length.
    static TextSection cost(const gateway::routing::Explanation& explanation, const gateway::usage::ExchangeRecord* record, std::size_t bytes,
                            const gateway::config::Settings& settings, const CatalogSource& catalog);

private:
    static QString title(const gateway::usage::ExchangeRecord& record, const QString& client, const QString& model);
};

} // namespace ui::models
