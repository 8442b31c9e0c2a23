#include "add_key_dialog.h"

#include "form_grid.h"
#include "key_fields.h"

#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QSpinBox>
#include <QVBoxLayout>

namespace ui::dialogs {

using models::DraftField;
using models::DraftProblem;
using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kWidth = 480;
constexpr int kMargin = 20;
constexpr int kMostWeight = 1000;

} // namespace

AddKeyDialog::AddKeyDialog(models::GatewayAccess& access, const QString& provider, QWidget* parent)
    : QDialog(parent), m_access(access), m_provider(provider.toStdString()), m_grid(new FormGrid(this)), m_name(new QLineEdit(m_grid)),
      m_key(nullptr), m_weight(new QSpinBox(m_grid)), m_problem(new Label({}, look::TextRole::Small, Label::Tone::Error, this)),
      m_add(new Button(ButtonKind::Primary, tr("Add key"), {}, this))
{
    setObjectName(QStringLiteral("addKeyDialog"));
    QString name = provider;
    QString variable;
    if (const auto* settings = access.settings().provider(m_provider)) {
        name = models::displayName(access.catalog(), *settings);
        const auto* entry = access.catalog().find(settings->type);
        if (entry && !entry->environment.empty()) variable = QString::fromStdString(entry->environment.front());
    }
    m_grid->addRow(QStringLiteral("keyName"), tr("Name"), m_name);
    m_key = new KeyFields(*m_grid, this);
    m_grid->addRow(QStringLiteral("keyWeight"), tr("Weight"), m_weight);
    models::KeyDraft key;
    key.name = "spare";
    const auto taken = takenNames();
    for (int number = 2; std::find(taken.begin(), taken.end(), key.name) != taken.end(); ++number) key.name = "spare-" + std::to_string(number);
    m_name->setMaxLength(models::ProviderDraft::kLongestName);
    m_name->setText(QString::fromStdString(key.name));
    m_weight->setRange(0, kMostWeight);
    m_weight->setValue(1);
    m_weight->setToolTip(tr("Keys share the requests by their weights; 0 is only used when the others fail"));
    m_key->setUp(key, false, KeyFields::Need::Needed, variable);
    build(tr("Add a key for %1").arg(name));
    connect(m_add, &QPushButton::clicked, this, &AddKeyDialog::save);
    m_key->firstField()->setFocus(Qt::OtherFocusReason);
}

void AddKeyDialog::build(const QString& title)
{
    const look::Theme& theme = look::theme();
    setWindowTitle(title);
    auto* heading = new widgets::ElidedLabel(title, look::TextRole::Title, Label::Tone::Normal, this);
    m_problem->setObjectName(QStringLiteral("keyProblem"));
    m_problem->setWordWrap(true);
    m_problem->hide();
    auto* cancel = new Button(ButtonKind::Plain, tr("Cancel"), {}, this);
    cancel->setObjectName(QStringLiteral("cancelButton"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    m_add->setObjectName(QStringLiteral("addButton"));
    m_add->setDefault(true);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(theme.px(8));
    buttons->addStretch(1);
    buttons->addWidget(cancel);
    buttons->addWidget(m_add);
    auto* column = new QVBoxLayout(this);
    const int margin = theme.px(kMargin);
    column->setContentsMargins(margin, margin, margin, margin);
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(heading);
    column->addWidget(m_grid);
    column->addWidget(m_problem);
    column->addStretch(1);
    column->addLayout(buttons);
    resize(theme.px(kWidth), sizeHint().height());
}

std::vector<std::string> AddKeyDialog::takenNames() const
{
    std::vector<std::string> names;
    if (const auto* settings = m_access.settings().provider(m_provider)) {
        for (const auto& key : settings->keys) names.push_back(key.name);
    }
    return names;
}

void AddKeyDialog::show(const DraftProblem& problem)
{
    if (m_key->showProblem(problem)) return;
    if (problem.field == DraftField::Name) {
        m_grid->setError(m_name, problem.text);
        return;
    }
    m_problem->setText(problem.text);
    m_problem->setToolTip(problem.detail);
    m_problem->show();
}

void AddKeyDialog::save()
{
    m_grid->clearErrors();
    m_problem->hide();
    models::KeyDraft key = m_key->key();
    key.name = m_name->text().trimmed().toStdString();
    key.weight = m_weight->value();
    const auto problems = models::checkKeyDraft(key, takenNames());
    for (const DraftProblem& problem : problems) show(problem);
    if (!problems.empty()) return;
    m_add->setEnabled(false);
    models::saveKey(m_access, m_provider, key, this, [this](const std::optional<DraftProblem>& problem) {
        m_add->setEnabled(true);
        if (problem) show(*problem);
        else accept();
    });
}

void AddKeyDialog::done(int result)
{
    m_key->clear();
    QDialog::done(result);
}

} // namespace ui::dialogs
