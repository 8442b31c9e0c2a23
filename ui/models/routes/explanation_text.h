#pragma once

#include "text_section.h"

#include "gateway/routing/explanation.h"
#include "ui/models/gateway_parts.h"

#include <QCoreApplication>

namespace ui::models {

/// Texts that explain how a request would be handled, in the current language. Main thread.
class ExplanationText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ExplanationText)
public:
    /// `settings`: those in force at the time of the query.
    static std::vector<TextSection> sections(const gateway::routing::Explanation& explanation, const gateway::config::Settings& settings,
                                             const CatalogSource& catalog);
    /// A sample model to start with: one that the route called `route` matches, judging by its model names; without
    /// such a route, one of the first route.
    static QString sampleModel(const gateway::config::Settings& settings, const std::string& route = {});
    /// A request for `model`, with a question in the program's language.
    static QString sampleBody(const QString& model);

private:
    struct Names {
        const gateway::config::Settings& settings;
        const CatalogSource& catalog;
        QString target(const std::string& provider, const std::string& model) const;
    };
    static TextSection routes(const gateway::routing::Explanation& explanation);
    /// Those that were not taken, by reason: there may be dozens.
    static TextSection otherRoutes(const gateway::routing::Explanation& explanation);
    static TextSection policies(const gateway::routing::Explanation& explanation);
    static TextSection attempts(const gateway::routing::Explanation& explanation, const Names& names);
    static TextSection passedOver(const gateway::routing::Explanation& explanation, const Names& names);
    static TextSection rules(const gateway::routing::Explanation& explanation);
    static TextSection experiment(const gateway::routing::Explanation& explanation);
    static TextSection shadow(const gateway::routing::Explanation& explanation);
    static TextSection error(const gateway::Error& error);
    static QString place(const gateway::routing::Explanation::Place& place);
    static TextLine passedOver(const gateway::routing::PassedOver& passed, const Names& names);
};

} // namespace ui::models
