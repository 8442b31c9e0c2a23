#include "explanation_text.h"

#include "ui/models/formatter.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"
#include "ui/words/route_words.h"

#include <QLocale>

#include <algorithm>
#include <utility>

namespace ui::models {

using gateway::config::RouteSettings;
using gateway::config::Settings;
using gateway::config::TextMatch;
using gateway::routing::Explanation;
using gateway::routing::PassedOver;
using words::FailureWords;
using words::RouteWords;

namespace {

constexpr int kNamedRoutes = 3; ///< of those that were left for one reason; more are counted

QString toQString(const std::string& text) { return QString::fromStdString(text); }

QString status(const char* name) { return QString::fromLatin1(name); }

/// The shape next to a target that was skipped.
QString statusOf(const PassedOver& passed)
{
    if (passed.isResting) return status("resting");
    return passed.why.kind == gateway::ErrorKind::NoUsableKey ? status("error") : status("warn");
}

} // namespace

QString ExplanationText::Names::target(const std::string& provider, const std::string& model) const
{
    const auto* known = settings.provider(provider);
    const QString name = known ? displayName(catalog, *known) : toQString(provider);
    return model.empty() ? name : QStringLiteral("%1 · %2").arg(name, toQString(model));
}

TextSection ExplanationText::routes(const Explanation& explanation)
{
    TextSection section{tr("Route"), {}};
    const bool isTaken = std::any_of(explanation.routes.begin(), explanation.routes.end(), [](const auto& route) { return route.isTaken; });
    if (!isTaken) section.lines.push_back({status("unknown"), tr("No route matches"), {}, {}, {}, true});
    for (const Explanation::Route& route : explanation.routes) {
        if (route.isTaken) section.lines.push_back({status("ok"), toQString(route.id), {}, words::SentenceWords::of(route.why), {}, true});
    }
    return section;
}

TextSection ExplanationText::otherRoutes(const Explanation& explanation)
{
    TextSection section{tr("Other routes"), {}};
    std::vector<std::pair<QString, QStringList>> byReason; // in the order of their first routes
    for (const Explanation::Route& route : explanation.routes) {
        if (route.isTaken) continue;
        const QString why = words::SentenceWords::of(route.why);
        auto found = std::ranges::find(byReason, why, &std::pair<QString, QStringList>::first);
        if (found == byReason.end()) found = byReason.insert(found, {why, {}});
        found->second += toQString(route.id);
    }
    for (const auto& [why, ids] : byReason) {
        const auto more = static_cast<int>(ids.size()) - kNamedRoutes;
        const QString names = more <= 1 ? words::SentenceWords::listed(ids)
            //: %1: names of routes, separated by commas
            : tr("%1 and %Ln more", nullptr, more).arg(words::SentenceWords::listed(ids.mid(0, kNamedRoutes)));
        section.lines.push_back({status("idle"), names, {}, why, words::SentenceWords::listed(ids)});
    }
    return section;
}

TextSection ExplanationText::policies(const Explanation& explanation)
{
    TextSection section{tr("Policies"), {}};
    for (const Explanation::Policy& policy : explanation.policies)
        section.lines.push_back({status(policy.isRefusal ? "error" : "ok"), RouteWords::policy(policy.name), {}, words::SentenceWords::of(policy.what)});
    return section;
}

QString ExplanationText::place(const Explanation::Place& place)
{
    const Formatter format;
    const auto currency = place.currency == gateway::Currency::Cny ? Currency::Cny : Currency::Usd;
    QStringList reasons;
    if (place.hasRoute) {
        if (place.isFirst) reasons << tr("pinned to top");
        reasons << tr("priority %1").arg(place.priority);
        reasons << tr("weight %1, %2", "%2: how targets share").arg(QString::number(place.weight), RouteWords::algorithm(place.algorithm));
    } else {
        reasons << tr("no route matches, and this provider has the model");
    }
    if (place.inputPrice < 0) {
        reasons << tr("price unknown");
    } else {
        reasons << tr("%1 in, %2 out per million tokens")
                       .arg(format.price(place.inputPrice, currency), format.price(place.outputPrice, currency));
        if (!place.priceHours.empty())
            reasons << tr("%1 × the regular price (%2)", "%2: such as 16:30-00:30 UTC").arg(QLocale().toString(place.priceFactor), QString::fromStdString(place.priceHours));
    }
    if (place.cachedTokens > 0) {
        const QString tokens = format.exact(place.cachedTokens);
        const int many = Formatter::plural(place.cachedTokens);
        const QString stay = format.money(place.stayCost, currency);
        const QString at = QString::fromStdString(place.cachedAt);
        if (at.isEmpty()) reasons << tr("about %1 token(s) of this conversation are in its prompt cache: staying costs about %2", nullptr, many).arg(tokens, stay);
        else if (place.moveCost < 0) reasons << tr("moving here costs an unknown amount, staying with %1 about %2").arg(at, stay);
        else reasons << tr("moving here costs about %1, staying with %2 about %3").arg(format.money(place.moveCost, currency), at, stay);
    }
    if (place.keepsConversation && *place.keepsConversation) reasons << tr("answered this conversation before");
    if (place.keepsConversation && !*place.keepsConversation) {
        const QString tokens = format.exact(place.tokensAnew);
        const int many = Formatter::plural(place.tokensAnew);
        reasons << (place.costAnew < 0 ? tr("about %1 token(s) of this conversation would not be cached", nullptr, many).arg(tokens)
                                       : tr("about %1 token(s) of this conversation would not be cached, which costs %2 more", nullptr, many)
                                             .arg(tokens, format.money(place.costAnew, currency)));
    }
    return reasons.join(QStringLiteral(" · "));
}

TextSection ExplanationText::attempts(const Explanation& explanation, const Names& names)
{
    TextSection section{tr("Attempts, in this order"), {}};
    // For a past request, the last attempt answered, or none did.
    const bool isPast = !explanation.attempts.empty() && !explanation.attempts.front().ended.empty();
    const std::size_t chosen = isPast ? explanation.attempts.size() - 1 : 0;
    for (const Explanation::Attempt& attempt : explanation.attempts) {
        const bool isChosen = section.lines.size() == chosen;
        QStringList all;
        if (attempt.place) all << place(*attempt.place);
        if (!attempt.leftPath.empty()) all << tr("%1 is skipped: the provider recently refused this endpoint or the request’s tools", "%1: a path").arg(toQString(attempt.leftPath));
        const QString reasons = all.join(QStringLiteral(" · "));
        TextLine line{status(isChosen && !isPast ? "ok" : "idle"), names.target(attempt.provider, attempt.model), {}, reasons, {}, isChosen};
        if (!attempt.key.empty()) line.aside = tr("key “%1”").arg(toQString(attempt.key));
        section.lines.push_back(line);
    }
    if (section.lines.empty()) section.lines.push_back({status("error"), tr("No attempt possible")});
    if (!explanation.order.isEmpty()) section.lines.push_back({{}, tr("The order depends on earlier requests: %1").arg(words::SentenceWords::of(explanation.order))});
    return section;
}

TextLine ExplanationText::passedOver(const PassedOver& passed, const Names& names)
{
    const QString why = words::SentenceWords::of(passed.why);
    TextLine line{statusOf(passed), names.target(passed.provider, passed.model), {}, why, why};
    if (!passed.key.empty()) line.aside = tr("key “%1”").arg(toQString(passed.key));
    if (!passed.isResting || !passed.failure) return line;
    const QString reason = FailureWords::failureClass(*passed.failure);
    const bool isBeingTried = passed.until == gateway::WallTime{};
    line.detail = isBeingTried ? tr("being retried after: %1").arg(reason)
                               : tr("cooling down until %1 after: %2").arg(Formatter().time(Formatter::local(passed.until)), reason);
    return line;
}

TextSection ExplanationText::passedOver(const Explanation& explanation, const Names& names)
{
    TextSection section{tr("Skipped"), {}};
    for (const PassedOver& passed : explanation.passedOver) section.lines.push_back(passedOver(passed, names));
    return section;
}

TextSection ExplanationText::rules(const Explanation& explanation)
{
    TextSection section{tr("After a failure"), {}};
    for (const gateway::Sentence& rule : explanation.rules) section.lines.push_back({{}, words::SentenceWords::of(rule)});
    return section;
}

TextSection ExplanationText::experiment(const Explanation& explanation)
{
    TextSection section{tr("Experiment"), {}};
    if (!explanation.experiment.isEmpty()) section.lines.push_back({{}, words::SentenceWords::of(explanation.experiment)});
    return section;
}

TextSection ExplanationText::shadow(const Explanation& explanation)
{
    TextSection section{tr("Shadow request"), {}};
    if (!explanation.shadow.isEmpty()) section.lines.push_back({{}, words::SentenceWords::of(explanation.shadow)});
    return section;
}

TextSection ExplanationText::error(const gateway::Error& error)
{
    const QString code = QString::fromUtf8(error.code().data(), static_cast<qsizetype>(error.code().size()));
    const QString answer = QStringLiteral("%1 %2").arg(QString::number(error.httpStatus()), code);
    return {tr("Response to client"), {{status("error"), answer, {}, words::SentenceWords::of(error), {}, true}}};
}

std::vector<TextSection> ExplanationText::sections(const Explanation& explanation, const Settings& settings, const CatalogSource& catalog)
{
    const Names names{settings, catalog};
    std::vector<TextSection> sections;
    if (explanation.error) sections.push_back(error(*explanation.error));
    if (explanation.model.empty()) return sections; // the request could not be parsed
    sections.push_back(routes(explanation));
    if (!explanation.policies.empty()) sections.push_back(policies(explanation));
    if (!explanation.attempts.empty() || !explanation.error) sections.push_back(attempts(explanation, names));
    for (TextSection section : {passedOver(explanation, names), rules(explanation), experiment(explanation), shadow(explanation), otherRoutes(explanation)}) {
        if (!section.lines.empty()) sections.push_back(std::move(section));
    }
    return sections;
}

namespace {

/// A model name that the route matches; empty: its conditions contain none.
QString nameFor(const RouteSettings& route)
{
    for (const TextMatch& match : route.match.models) {
        QString name = toQString(match.text);
        if (match.kind == TextMatch::Kind::Exact) return name;
        // "gpt-4o*" also matches gpt-4o, but "deepseek-" alone is not a model name.
        if (match.kind == TextMatch::Kind::Prefix) return name.isEmpty() || name.back().isLetterOrNumber() ? name : name + QStringLiteral("chat");
    }
    return {};
}

} // namespace

QString ExplanationText::sampleModel(const Settings& settings, const std::string& route)
{
    const auto chosen = std::ranges::find(settings.routes, route, &RouteSettings::id);
    const auto isNamed = [](const RouteSettings& one) { return one.enabled && !nameFor(one).isEmpty(); };
    const auto asked = chosen != settings.routes.end() ? chosen : std::ranges::find_if(settings.routes, isNamed);
    const QString model = asked == settings.routes.end() ? QString() : nameFor(*asked);
    return model.isEmpty() ? QStringLiteral("demo") : model;
}

QString ExplanationText::sampleBody(const QString& model)
{
    return QStringLiteral("{\n  \"model\": \"%1\",\n  \"messages\": [{\"role\": \"user\", \"content\": \"%2\"}]\n}").arg(model, tr("Hello"));
}

} // namespace ui::models
