#include "route_dialog.h"

#include "target_choice.h"

#include "ui/models/routes/match_text.h"

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

} // namespace

RouteDialog::RouteDialog(const Access& access, QWidget* parent) : RouteDialog(access, tr("Add a route"), parent) { }

RouteDialog::RouteDialog(const Access& access, const QString& title, QWidget* parent)
    : RouteForm(access, {}, title, tr("Add route"), parent), m_name(new QLineEdit(form())), m_models(new TextField(kModelLines, form())),
      m_consumers(new QLineEdit(form())), m_choice(new TargetChoice(access, form()))
{
    setObjectName(QStringLiteral("routeDialog"));
    addFields();
    m_name->setFocus(Qt::OtherFocusReason);
}

RouteDialog::RouteDialog(const Access& access, const models::RouteProposal& proposal, QWidget* parent)
    : RouteDialog(access, proposal.ahead.empty() ? tr("Add a route") : tr("Add a route before “%1”").arg(QString::fromStdString(proposal.ahead)), parent)
{
    setAhead(proposal.ahead);
    m_proposed = proposal.route;
    const MatchText text(proposal.route.match);
    m_name->setText(QString::fromStdString(proposal.route.id));
    m_models->setPlainText(text.models);
    m_consumers->setText(text.consumers);
    form()->setRowVisible(m_consumers, !proposal.route.match.consumers.empty());
    if (!proposal.route.targets.empty()) m_choice->set(proposal.route.targets.front().provider, proposal.route.targets.front().model);
}

void RouteDialog::addFields()
{
    m_models->setPlaceholderText(tr("such as gpt-4o, gpt-4o*, *-mini; empty: any"));
    m_name->setToolTip(tr("No spaces or slashes; used in usage and in the log"));
    m_consumers->setToolTip(tr("Consumer names; “anonymous” matches callers without a key"));
    m_consumers->setPlaceholderText(tr("any"));
    const auto add = [this](const char* name, const QString& label, QWidget* field, const char* path) {
        form()->addRow(QString::fromLatin1(name), label, field);
        bind(path, field);
    };
    add("routeName", tr("Name"), m_name, "id");
    add("routeModels", tr("Model names"), m_models, "match.models");
    add("routeConsumers", tr("Consumers"), m_consumers, "match.consumers");
    add("routeProvider", tr("First target"), m_choice->provider(), "targets[0].provider");
    add("routeModel", tr("Upstream model"), m_choice->model(), "targets[0].model");
    bind("targets", m_choice->provider());
    form()->setRowVisible(m_consumers, false);
    connect(m_name, &QLineEdit::textEdited, this, &RouteDialog::followName);
    m_models->installEventFilter(this);
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

void RouteDialog::save()
{
    auto next = m_proposed;
    next.id = m_name->text().trimmed().toStdString();
    std::vector<RouteProblem> problems;
    const QString wrong = RouteSaving::nameProblem(access().configuration().settings(), next.id, {});
    if (!wrong.isEmpty()) problems.push_back({"id", wrong});
    MatchText text(m_proposed.match);
    text.models = m_models->toPlainText();
    text.consumers = m_consumers->text();
    next.match = text.toSettings(m_proposed.match, problems);
    gateway::config::TargetSettings target;
    target.provider = m_choice->providerId();
    target.model = m_choice->modelName();
    if (target.provider.empty()) problems.push_back({"targets", tr("Add a provider on the Providers page first")});
    next.targets = {target};
    showProblems(problems);
    if (problems.empty()) put(next);
}

} // namespace ui::dialogs
