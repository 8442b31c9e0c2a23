#pragma once

#include "field_control.h"

#include <QStringList>

#include <memory>
#include <vector>

class QCheckBox;
class QVBoxLayout;

namespace ui::widgets {
class Button;
class Label;
class ProblemLine;
}

namespace ui::fields {

class FieldForm;

/// An optional object: a check box, with its fields below while it is checked.
class OptionalGroupControl : public FieldControl {
    Q_OBJECT
public:
    OptionalGroupControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    QString problem() const override;
    QWidget* field() override;
    bool isWide() const override { return true; }
    void retranslate() override;
    bool showIssue(const std::string& path, const std::string& own, const QString& message) override;
    void clearIssues() override;

private:
    QCheckBox* m_box;
    FieldForm* m_form;
    gateway::Json m_shown;
};

/// A list entry: a summary line, and its fields while it is expanded. Alt+Up and Alt+Down on the line move it.
class EntryBox : public QWidget {
    Q_OBJECT
public:
    EntryBox(std::string pattern, gateway::Json value, QWidget* parent);

    gateway::Json value() const;
    QString problem() const;
    void open();
    /// For an expanded entry: focuses its first field and scrolls to it.
    void focusFirst();
    /// Whether the entry can be moved up and down; if neither is possible, no moving is offered.
    void setMoves(bool up, bool down);
    /// Scrolls to its line.
    void showLine();
    void retranslate();
    /// Shows a warning about the entry in force, on its own line.
    void addOddity(const QString& odd);
    void clearOddities();
    FieldForm* form() const { return m_form; } ///< null until it was expanded

Q_SIGNALS:
    void edited();
    void removeRequested();
    void moveRequested(int by);

private:
    void addMove(widgets::Button& button, int by);
    void toggle();
    void settle();

    std::string m_pattern;
    gateway::Json m_value;
    QVBoxLayout* m_column;
    QWidget* m_line;
    widgets::Button* m_head;
    widgets::Button* m_up;
    widgets::Button* m_down;
    widgets::Button* m_remove;
    widgets::ProblemLine* m_odd;
    QStringList m_oddities;
    FieldForm* m_form = nullptr;
};

/// A list of objects, in the order of the file; the order can be changed where it matters.
class EntriesControl : public FieldControl {
    Q_OBJECT
public:
    EntriesControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    QString problem() const override;
    QWidget* field() override;
    bool isWide() const override { return true; }
    void retranslate() override;
    bool showIssue(const std::string& path, const std::string& own, const QString& message) override;
    void clearIssues() override;
    bool showOddity(const gateway::config::Issue& issue, const std::string& own) override;
    void clearOddities() override;

private:
    void begin();
    EntryBox* add(gateway::Json value);
    void remove(EntryBox* entry);
    void move(EntryBox* entry, int by);
    void settleMoves();

    QVBoxLayout* m_column;
    widgets::Button* m_add;
    std::vector<EntryBox*> m_entries;
    gateway::Json m_shown;
};

} // namespace ui::fields
