#pragma once

#include "text_section.h"

#include "gateway/routing/explanation.h"
#include "ui/models/gateway_parts.h"

#include <QCoreApplication>

namespace ui::models {

/// What would become of a request, in the language in use. Main thread.
class ExplanationText {
    Q_DECLARE_TR_FUNCTIONS(ui::models::ExplanationText)
public:
    /// `settings`: those in force when it was asked for.
    static std::vector<TextSection> sections(const gateway::routing::Explanation& explanation, const gateway::config::Settings& settings,
                                             const CatalogSource& catalog);
    /// What to ask for to begin with: what the route called `route` takes, as far as its names tell; without such a
    /// route, what the first takes.
    static QString sampleModel(const gateway::config::Settings& settings, const std::string& route = {});
    /// A request that asks for `model`, with a question in the language of the program.
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
    static TextSection attempts(const gateway::routing::Explanation& explanation, const Names& names);
    static TextSection passedOver(const gateway::routing::Explanation& explanation, const Names& names);
    static TextSection rules(const gateway::routing::Explanation& explanation, const gateway::config::Settings& settings);
    static TextSection error(const gateway::Error& error);
    static QString place(const gateway::routing::Explanation::Place& place);
    static TextLine passedOver(const gateway::routing::PassedOver& passed, const Names& names);
};

} // namespace ui::models
