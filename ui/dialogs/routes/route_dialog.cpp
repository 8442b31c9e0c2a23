#include "route_dialog.h"

#include "target_choice.h"

#include "ui/models/merged.h"

#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/text_field.h"

#include <QFocusEvent>
#include <QLineEdit>

namespace ui::dialogs {

using models::MatchText;
using models::RouteProblem;
using models::RouteSaving;

namespace {

constexpr int kModelLines = 3;
constexpr int kConditionLines = 2;

} // namespace

RouteDialog::RouteDialog(const Access& access, const QString& route, QWidget* parent)
    : RouteDialog(access, route, route.isEmpty() ? tr("Add a route") : tr("Edit “%1”").arg(route), parent)
{
}

RouteDialog::RouteDialog(const Access& access, const QString& route, const QString& title, QWidget* parent)
    : RouteForm(access, route, title, route.isEmpty() ? tr("Add route") : tr("Save route"), parent),
      m_name(new QLineEdit(form())), m_models(new TextField(kModelLines, form())), m_consumers(new QLineEdit(form())), m_domains(new QLineEdit(form())),
      m_methods(new QLineEdit(form())), m_paths(new TextField(kConditionLines, form())), m_headers(new TextField(kConditionLines, form())),
      m_query(new TextField(kConditionLines, form())), m_traits(new TextField(kConditionLines, form())), m_times(new TextField(kConditionLines, form()))
{
    setObjectName(QStringLiteral("routeDialog"));
    addFields(access);
    addConditions();
    fill(before());
    m_name->setFocus(Qt::OtherFocusReason);
}

RouteDialog::RouteDialog(const Access& access, const models::RouteProposal& proposal, QWidget* parent)
    : RouteDialog(access, {}, proposal.ahead.empty() ? tr("Add a route") : tr("Add a route before “%1”").arg(QString::fromStdString(proposal.ahead)), parent)
{
    setAhead(proposal.ahead);
    fill(proposal.route);
    form()->setRowVisible(m_consumers, !proposal.route.match.consumers.empty());
    if (!proposal.route.targets.empty()) m_choice->set(proposal.route.targets.front().provider, proposal.route.targets.front().model);
}

void RouteDialog::addFields(const Access& access)
{
    m_models->setPlaceholderText(tr("such as gpt-4o, gpt-4o*, *-mini; empty: any"));
    m_name->setToolTip(tr("No spaces or slashes; used in usage and in the log"));
    form()->addRow(QStringLiteral("routeName"), tr("Name"), m_name);
    form()->addRow(QStringLiteral("routeModels"), tr("Model names"), m_models);
    bind("id", m_name);
    bind("match.models", m_models);
    if (!route().empty()) return;
    connect(m_name, &QLineEdit::textEdited, this, &RouteDialog::followName);
    m_models->installEventFilter(this);
    m_choice = new TargetChoice(access, form());
    form()->addRow(QStringLiteral("routeProvider"), tr("First target"), m_choice->provider());
    form()->addRow(QStringLiteral("routeModel"), tr("Upstream model"), m_choice->model());
    bind("targets[0].provider", m_choice->provider());
    bind("targets[0].model", m_choice->model());
    bind("targets", m_choice->provider());
}

// A route called "fast" is meant for "fast". Without a model name it would match every request.
void RouteDialog::followName(const QString& name)
{
    if (m_models->toPlainText() != m_followed) return;
    m_followed = name.trimmed();
    m_models->setPlainText(m_followed);
}

bool RouteDialog::eventFilter(QObject* watched, QEvent* event)
{
    // Selects the proposed name, so that a keyboard user's typing replaces it.
    if (watched == m_models && event->type() == QEvent::FocusIn && m_models->toPlainText() == m_followed) {
        const Qt::FocusReason reason = static_cast<QFocusEvent*>(event)->reason();
        if (reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason) m_models->selectAll();
    }
    return RouteForm::eventFilter(watched, event);
}

void RouteDialog::addConditions()
{
    m_consumers->setPlaceholderText(tr("any"));
    m_domains->setPlaceholderText(QStringLiteral("ai.example.com, *.lan"));
    m_methods->setPlaceholderText(QStringLiteral("POST, GET"));
    m_paths->setPlaceholderText(QStringLiteral("/team/*"));
    m_headers->setPlaceholderText(QStringLiteral("x-team: red + x-beta: *"));
    m_query->setPlaceholderText(QStringLiteral("tier: fast"));
    m_traits->setPlaceholderText(QStringLiteral("tools + tokens > 32000"));
    m_times->setPlaceholderText(QStringLiteral("mon,tue 22:00-06:00 Asia/Shanghai"));
    m_consumers->setToolTip(tr("Consumer names; “anonymous” matches callers without a key"));
    m_traits->setToolTip(tr("tools, images or stream (or “no” before one of them), or tokens > a number; one alternative per line"));
    const bool isNew = route().empty();
    const auto add = [&](const char* name, const QString& label, QWidget* field, const char* path) {
        form()->addRow(QString::fromLatin1(name), label, field);
        form()->setRowVisible(field, !isNew); // a new route shows only the most common fields
        bind(path, field);
    };
    add("routeConsumers", tr("Consumers"), m_consumers, "match.consumers");
    add("routeHosts", tr("Hosts"), m_domains, "match.domains");
    add("routeMethods", tr("Methods"), m_methods, "match.methods");
    add("routePaths", tr("Paths"), m_paths, "match.paths");
    add("routeHeaders", tr("Headers"), m_headers, "match.headers");
    add("routeQuery", tr("Query parameters"), m_query, "match.query");
    add("routeTraits", tr("Request features"), m_traits, "match.traits");
    add("routeTimes", tr("Time windows"), m_times, "match.times");
}

void RouteDialog::fill(const gateway::config::RouteSettings& from)
{
    const MatchText text(from.match);
    m_name->setText(QString::fromStdString(from.id));
    m_models->setPlainText(text.models);
    m_consumers->setText(text.consumers);
    m_domains->setText(text.domains);
    m_methods->setText(text.methods);
    m_paths->setPlainText(text.paths);
    m_headers->setPlainText(text.headers);
    m_query->setPlainText(text.query);
    m_traits->setPlainText(text.traits);
    m_times->setPlainText(text.times);
}

MatchText RouteDialog::typed() const
{
    MatchText text;
    text.models = m_models->toPlainText();
    text.consumers = m_consumers->text();
    text.domains = m_domains->text();
    text.methods = m_methods->text();
    text.paths = m_paths->toPlainText();
    text.headers = m_headers->toPlainText();
    text.query = m_query->toPlainText();
    text.traits = m_traits->toPlainText();
    text.times = m_times->toPlainText();
    return text;
}

void RouteDialog::save()
{
    const auto now = current();
    if (!now) return;
    auto next = *now;
    next.id = m_name->text().trimmed().toStdString();
    std::vector<RouteProblem> problems;
    const QString wrong = RouteSaving::nameProblem(access().configuration().settings(), next.id, route());
    if (!wrong.isEmpty()) problems.push_back({"id", wrong});
    const auto match = typed().toSettings(before().match, problems);
    if (m_choice) {
        gateway::config::TargetSettings target;
        target.provider = m_choice->providerId();
        target.model = m_choice->modelName();
        if (target.provider.empty()) problems.push_back({"targets", tr("Add a provider on the Providers page first")});
        next.targets = {target};
    }
    showProblems(problems);
    if (!problems.empty()) return;
    if (!models::mergeInto(next.match, before().match, match)) return sayChanged();
    put(next);
}

} // namespace ui::dialogs
