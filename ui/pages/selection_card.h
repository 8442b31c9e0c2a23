#pragma once

#include "ui/widgets/card.h"

class QMenu;

namespace ui::widgets {
class Button;
class Label;
}

namespace ui::pages {

/// Shown instead of the details while several rows of a list are selected: which they are, what removing them would affect,
/// and the actions for all of them, which are also in its menu.
class SelectionCard final : public widgets::Card {
    Q_OBJECT
public:
    explicit SelectionCard(QWidget* parent = nullptr);

    /// `title`: "3 providers selected"; `effects`: what removing them would affect besides them, a sentence each.
    void setSelection(const QString& title, const QStringList& names, const QStringList& effects);
    /// Shows why a change was rejected; empty: nothing.
    void setProblem(const QString& text, const QString& detail = {});
    void retranslate();
    QMenu* menu() const { return m_menu; }

Q_SIGNALS:
    void enableRequested(bool enable);
    void removeRequested();

private:
    void build();

    QMenu* m_menu;
    QAction* m_enableAction;
    QAction* m_disableAction;
    QAction* m_removeAction;
    widgets::Label* m_title;
    widgets::Label* m_names;
    widgets::Label* m_problem;
    widgets::Label* m_effectsTitle;
    widgets::Label* m_effects;
    widgets::Button* m_enable;
    widgets::Button* m_disable;
    widgets::Button* m_remove;
};

} // namespace ui::pages
