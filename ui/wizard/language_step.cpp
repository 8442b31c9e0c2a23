#include "language_step.h"

#include "ui/dialogs/form_grid.h"
#include "ui/dialogs/look_fields.h"
#include "ui/widgets/card.h"
#include "ui/widgets/label.h"
#include "ui/widgets/status_label.h"

#include <QComboBox>
#include <QDir>
#include <QHBoxLayout>
#include <QKeyEvent>

namespace ui::wizard {

using widgets::Label;

LanguageStep::LanguageStep(const Access& access, QWidget* parent)
    : Step(parent), m_access(access), m_form(new dialogs::FormGrid(this)), m_look(new dialogs::LookFields(access, m_form)),
      m_files(new widgets::Card({}, this)), m_stays(new widgets::Card({}, this))
{
    const look::Theme& theme = look::theme();
    m_form->addRow(QStringLiteral("settingLanguage"), {}, m_look->language());
    m_form->addRow(QStringLiteral("settingTheme"), {}, m_look->theme());
    auto* lookCard = new widgets::Card({}, this);
    lookCard->addContent(m_form);
    m_config = addFact("firstRunConfig");
    m_data = addFact("firstRunData");
    auto* promises = new QWidget(m_stays);
    auto* lines = new QVBoxLayout(promises);
    lines->setContentsMargins({});
    lines->setSpacing(theme.px(8));
    for (Label*& promise : m_promises) {
        promise = new Label({}, look::TextRole::Body, Label::Tone::Normal, promises);
        promise->setWordWrap(true);
        auto* line = new QHBoxLayout;
        line->setSpacing(theme.px(8));
        line->addWidget(new widgets::StatusShape(look::Status::Ok, promises), 0, Qt::AlignTop);
        line->addWidget(promise, 1);
        lines->addLayout(line);
    }
    m_stays->addContent(promises);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme.px(theme.metrics().gap));
    column->addWidget(lookCard);
    column->addWidget(m_files);
    column->addWidget(m_stays);
    column->addStretch(1);
    for (QComboBox* box : {m_look->language(), m_look->theme()}) box->installEventFilter(this);
    retranslate();
}

// On some desktops Return opens a list, as Space and Down do everywhere: here it continues.
bool LanguageStep::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress) return Step::eventFilter(watched, event);
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key != Qt::Key_Return && key != Qt::Key_Enter) return Step::eventFilter(watched, event);
    event->ignore(); // passed on to the dialog
    return true;
}

LanguageStep::Fact LanguageStep::addFact(const char* objectName)
{
    auto* row = new QWidget(m_files);
    Fact fact{new Label({}, look::TextRole::Body, Label::Tone::Secondary, row), new widgets::ElidedLabel({}, look::TextRole::Mono, Label::Tone::Normal, row)};
    fact.value->setObjectName(QString::fromLatin1(objectName));
    fact.value->setElideMode(Qt::ElideMiddle);
    auto* line = new QHBoxLayout(row);
    line->setContentsMargins({});
    line->setSpacing(look::theme().px(16));
    line->addWidget(fact.name);
    line->addStretch(1);
    line->addWidget(fact.value);
    m_files->addContent(row);
    return fact;
}

QString LanguageStep::name() const { return tr("Language"); }
QString LanguageStep::title() const { return tr("Welcome to Signalbox"); }
QString LanguageStep::sentence() const { return tr("Connect your clients to AI models in five steps. You can skip any step and do it later."); }

void LanguageStep::retranslate()
{
    m_look->retranslate();
    m_form->setLabel(m_look->language(), tr("Language"));
    m_form->setLabel(m_look->theme(), tr("Theme"));
    m_files->setTitle(tr("Where your data is"));
    m_config.name->setText(tr("Configuration"));
    m_config.value->setText(QDir::toNativeSeparators(m_access.configuration().configFile()));
    m_data.name->setText(tr("Usage and log"));
    m_data.value->setText(QDir::toNativeSeparators(m_access.control().dataDir()));
    m_stays->setTitle(tr("Your data and privacy"));
    m_promises[0]->setText(tr("Keys: stored in the system keychain or where you choose, and sent only to their provider."));
    m_promises[1]->setText(tr("Usage and settings: they stay on this machine. There is no account and no telemetry."));
    m_promises[2]->setText(tr("Prompts and answers: sent only to and from the provider you choose, and not stored unless you enable it."));
}

QWidget* LanguageStep::firstField() const { return m_look->language(); }

} // namespace ui::wizard
