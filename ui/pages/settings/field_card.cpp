#include "field_card.h"

#include "last_week.h"
#include "saved_line.h"

#include "ui/fields/forms/live_form.h"
#include "ui/widgets/access/box_label.h"
#include "ui/widgets/button.h"
#include "ui/widgets/label.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>

namespace ui::pages {

using widgets::Button;
using widgets::ButtonKind;
using widgets::Label;

namespace {

constexpr int kScopeWidth = 220;

} // namespace

FieldCard::FieldCard(const Access& access, const RoomPart& part, QWidget* parent)
    : Card({}, parent), m_access(access), m_scope(part.scope), m_of(new QComboBox(this)), m_live(new fields::LiveForm(access, baseOf(part.scope), this)),
      m_lastWeek(new LastWeek(access, *m_live, part.scope)),
      m_defaults(new Button(ButtonKind::Plain, {}, QStringLiteral("act-undo"), this)), m_ofLabel(new Label({}, look::TextRole::Body, Label::Tone::Secondary, this)),
      m_saved(new SavedLine(access, this))
{
    const look::Theme& theme = look::theme();
    if (m_scope == RoomScope::Providers) m_of->setObjectName(QStringLiteral("settingsOfProvider"));
    if (m_scope == RoomScope::Routes) m_of->setObjectName(QStringLiteral("settingsOfRoute"));
    m_saved->setObjectName(QStringLiteral("fieldsSaved"));
    m_defaults->setObjectName(QStringLiteral("fieldsDefaults"));
    m_of->setMinimumWidth(theme.px(kScopeWidth));
    m_of->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_ofLabel->setBuddy(m_of);
    m_saved->setWordWrap(true);
    m_saved->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* scope = new QWidget(this);
    auto* scopeLine = new QHBoxLayout(scope);
    scopeLine->setContentsMargins({});
    scopeLine->setSpacing(theme.px(8));
    scopeLine->addWidget(m_ofLabel);
    scopeLine->addWidget(m_of);
    scopeLine->addStretch(1);
    scope->setVisible(m_scope != RoomScope::File);
    auto* bottom = new QWidget(this);
    auto* bottomLine = new QHBoxLayout(bottom);
    bottomLine->setContentsMargins({});
    bottomLine->addWidget(m_defaults);
    bottomLine->addWidget(m_saved, 1);
    for (const RoomSection& section : part.sections) {
        m_live->form().addHeading(section.heading);
        for (const char* path : section.paths) m_live->form().addField(path);
    }
    if (m_scope != RoomScope::File) addContent(scope);
    addContent(m_live);
    addContent(bottom);
    connect(m_defaults, &QPushButton::clicked, m_live, &fields::LiveForm::useDefaults);
    connect(m_live, &fields::LiveForm::saved, this, [this] { m_saved->tell(tr("Saved. Takes effect with the next request.")); });
    connect(m_live, &fields::LiveForm::notSaved, m_saved, &SavedLine::tellProblem);
    connect(m_live, &fields::LiveForm::refused, m_saved, &SavedLine::tellRefusal);
    connect(m_of, &QComboBox::currentIndexChanged, this, &FieldCard::choosePlaces);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &FieldCard::showScopes);
    retranslate();
}

fields::FieldRow* FieldCard::row(const std::string& pattern) const { return m_live->form().row(pattern); }

std::vector<std::string> FieldCard::ids() const
{
    std::vector<std::string> ids;
    if (m_scope == RoomScope::Providers)
        for (const auto& provider : m_access.configuration().settings().providers) ids.push_back(provider.id);
    if (m_scope == RoomScope::Routes)
        for (const auto& route : m_access.configuration().settings().routes) ids.push_back(route.id);
    return ids;
}

void FieldCard::retranslate()
{
    m_ofLabel->setText(tr("Settings of"));
    widgets::setBoxLabel(*m_of, m_scope == RoomScope::Routes ? tr("Route") : tr("Provider"));
    m_defaults->setText(tr("Restore defaults"));
    m_saved->tell({});
    showScopes();
}

// The selection is kept if it still exists.
void FieldCard::showScopes()
{
    if (m_scope == RoomScope::File) return choosePlaces();
    const auto known = ids();
    const QString chosen = m_of->currentData().toString();
    {
        const QSignalBlocker quiet(m_of);
        m_of->clear();
        m_of->addItem(m_scope == RoomScope::Routes ? tr("all routes") : tr("all providers"), QString());
        for (const std::string& id : known) m_of->addItem(QString::fromStdString(id), QString::fromStdString(id));
        m_of->setCurrentIndex(std::max(m_of->findData(chosen), 0));
    }
    if (m_of->currentData().toString() != chosen) m_live->dropEdits(); // they were for the removed object, and not for all
    m_defaults->setEnabled(!known.empty());
    choosePlaces();
}

void FieldCard::choosePlaces()
{
    if (m_scope == RoomScope::File) return m_live->setPlaces({std::string()});
    const std::string list = m_scope == RoomScope::Routes ? "routes[" : "providers[";
    const int row = m_of->currentIndex() - 1;
    std::vector<std::string> places;
    for (int i = 0; i < m_of->count() - 1; ++i)
        if (row < 0 || row == i) places.push_back(list + std::to_string(i) + ']');
    m_live->setPlaces(std::move(places));
    m_lastWeek->setId(m_of->currentData().toString());
}

void FieldCard::changeEvent(QEvent* event)
{
    if (event->type() == QEvent::LanguageChange) retranslate();
    Card::changeEvent(event);
}

} // namespace ui::pages
