#include "make_route_dialog.h"

#include "gateway/config/document.h"
#include "gateway/evaluation/preparation/recommended_route.h"
#include "gateway/host/config_editing.h"
#include "ui/dialogs/form_grid.h"
#include "ui/look/theme.h"
#include "ui/models/evaluation/eval_text.h"
#include "ui/pages/data/text_diff_view.h"
#include "ui/words/failure_words.h"
#include "ui/words/sentence_words.h"

#include <QLineEdit>
#include <QPointer>

#include <utility>

namespace ui::pages {

namespace {

constexpr int kDiffHeight = 220;

} // namespace

MakeRouteDialog::MakeRouteDialog(const Access& access, std::shared_ptr<const gateway::evaluation::RunResults> results, QWidget* parent)
    : FormDialog(tr("Make this a route"), tr("Add route"), parent), m_access(access), m_results(std::move(results)), m_name(new QLineEdit(form())), m_model(new QLineEdit(form())),
      m_change(new TextDiffView(form()))
{
    setObjectName(QStringLiteral("makeRouteDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    const QString name = QString::fromStdString(m_results->plan.name);
    m_model->setText(name);
    m_name->setText(name);
    m_change->setMinimumHeight(look::theme().px(kDiffHeight));
    form()->addRow(QStringLiteral("routeModel"), tr("Model name"), m_model);
    form()->setHint(m_model, tr("what clients ask for"));
    form()->addRow(QStringLiteral("routeName"), tr("Name"), m_name);
    form()->setHint(m_name, tr("The route is called eval-NAME."));
    form()->addRow(QStringLiteral("routeChange"), tr("Change"), m_change);
    connect(m_model, &QLineEdit::textChanged, this, &MakeRouteDialog::showChange);
    connect(m_name, &QLineEdit::textChanged, this, &MakeRouteDialog::showChange);
    showChange();
    m_model->setFocus(Qt::OtherFocusReason);
}

std::optional<gateway::config::Settings> MakeRouteDialog::proposed()
{
    clearProblems();
    const std::string name = m_name->text().trimmed().toStdString();
    const std::string model = m_model->text().trimmed().toStdString();
    auto next = gateway::evaluation::withRouteOf(*m_results, m_access.configuration().settings(), name, model);
    if (next) return std::move(*next);
    const std::string& param = next.error().param;
    showProblem(param == "name" ? m_name : param == "model" ? m_model : nullptr, models::EvalText::error(next.error()), {});
    return std::nullopt;
}

void MakeRouteDialog::showChange()
{
    const auto next = proposed();
    const std::string before = m_access.configuration().editing().textInForce();
    std::vector<gateway::config::Issue> issues;
    const auto document = gateway::config::Document::parse(before, issues);
    const auto after = next && document ? document->with(*next, issues) : gateway::Result<gateway::config::Document>(gateway::config::Document());
    const bool isKnown = next && document && after;
    m_change->setTexts(isKnown ? before : std::string(), isKnown ? after->toText() : std::string());
}

void MakeRouteDialog::save()
{
    const auto next = proposed();
    if (!next) return;
    setSaving(true);
    m_access.configuration().change(*next, [this, guard = QPointer(this)](const gateway::Result<void>& changed) {
        if (!guard) return;
        setSaving(false);
        if (!changed)
            return showProblem(nullptr, words::FailureWords::change(changed.error()), words::SentenceWords::detail(changed.error(), m_access.configuration().editing()));
        Q_EMIT made();
        accept();
    });
}

} // namespace ui::pages
