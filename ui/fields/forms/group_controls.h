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

/// An object that may be left out: a box, and its fields below while it is ticked.
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

/// One entry of a list: a line that says what it is, and its fields while it is open. On the line Alt+Up and Alt+Down move it.
class EntryBox : public QWidget {
    Q_OBJECT
public:
    EntryBox(std::string pattern, gateway::Json value, QWidget* parent);

    gateway::Json value() const;
    QString problem() const;
    void open();
    /// Of one that is open: gives its first field the focus, and scrolls there.
    void focusFirst();
    /// Whether its list has a place for it before and behind the one that it has; where it has neither, nothing is offered.
    void setMoves(bool up, bool down);
    /// Scrolls to its line.
    void showLine();
    void retranslate();
    /// What is odd about it as it is in force, on a line of its own.
    void addOddity(const QString& odd);
    void clearOddities();
    FieldForm* form() const { return m_form; } ///< null until it was opened

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

/// A list of objects. Order is that of the file; where it has a meaning, it can be changed.
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
