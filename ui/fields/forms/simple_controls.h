#pragma once

#include "field_control.h"

#include <QDoubleSpinBox>

#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace ui::widgets {
class Button;
}

namespace ui::fields {

class FlagControl : public FieldControl {
    Q_OBJECT
public:
    FlagControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    QWidget* field() override;
    int wantedWidth() const override { return 0; }

private:
    QCheckBox* m_box;
};

/// One of a few words, including yes and no, with "not set" if that is allowed.
class ChoiceControl : public FieldControl {
    Q_OBJECT
public:
    ChoiceControl(FieldPlace place, QWidget* parent);
    int wantedWidth() const override { return 300; }
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    QWidget* field() override;
    void retranslate() override;

private:
    QComboBox* m_box;
    std::vector<gateway::Json> m_values;
};

/// A number with its unit, without trailing zeros. The wheel changes it only while it has the focus.
class NumberBox : public QDoubleSpinBox {
    Q_OBJECT
public:
    explicit NumberBox(QWidget* parent);

    QValidator::State validate(QString& input, int& cursor) const override;
    double valueFromText(const QString& text) const override;
    QString textFromValue(double value) const override;

protected:
    void fixup(QString& input) const override;
    void wheelEvent(QWheelEvent* event) override;
};

/// A number of bytes, shown and accepted with a unit: "64 MiB", "10 MB". A step doubles or halves it.
class ByteBox : public NumberBox {
    Q_OBJECT
public:
    using NumberBox::NumberBox;

    QValidator::State validate(QString& input, int& cursor) const override;
    double valueFromText(const QString& text) const override;
    QString textFromValue(double value) const override;
    void stepBy(int steps) override;

protected:
    void fixup(QString& input) const override;
};

/// Times are in seconds here and in milliseconds in the file.
class NumberControl : public FieldControl {
    Q_OBJECT
public:
    NumberControl(FieldPlace place, QWidget* parent);
    int wantedWidth() const override { return 160; }
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    gateway::Json typedValue() const override;
    bool isBeingEdited() const override;
    QWidget* field() override;
    void retranslate() override;

private:
    gateway::Json said(double shown) const;
    void showUnit();

    NumberBox* m_box;
    double m_factor = 1; ///< factor to the value in the file
    bool m_isWhole = true;
};

class TextControl : public FieldControl {
    Q_OBJECT
public:
    TextControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    bool isBeingEdited() const override;
    QWidget* field() override;
    int wantedWidth() const override { return 300; }

protected:
    /// As if the user had typed it.
    void enter(const QString& text);

private:
    void finish();

    QLineEdit* m_line;
    QString m_shown;
};

/// The path of a file, which can be chosen in a dialog.
class FileControl : public TextControl {
    Q_OBJECT
public:
    FileControl(FieldPlace place, QWidget* parent);
    void retranslate() override;
    void setName(const QString& name) override;

private:
    void choose();

    widgets::Button* m_choose;
    QString m_name;
};

/// The name of an entry of a list, such as a provider: those in the configuration are offered, others can be typed.
class NameControl : public FieldControl {
    Q_OBJECT
public:
    NameControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    bool isBeingEdited() const override;
    QWidget* field() override;
    int wantedWidth() const override { return 300; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void offer();
    void finish();

    QComboBox* m_box;
    QString m_shown;
};

/// Several of a few words, each with a check box.
class FlagsControl : public FieldControl {
    Q_OBJECT
public:
    FlagsControl(FieldPlace place, QWidget* parent);
    void setValue(const gateway::Json& value) override;
    gateway::Json value() const override;
    int wantedWidth() const override { return 300; }
    void retranslate() override;
    void setName(const QString& name) override;

private:
    std::vector<std::pair<std::string, QCheckBox*>> m_boxes;
};

} // namespace ui::fields
