"""XML text: whatever a summary holds, a feed of it can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from artifacts.text.xml import xml_text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x00b\x08c\x0bd\x0ce\x1ff", "abcdef"),
        ("tab\tline\nreturn\r", "tab\tline\nreturn\r"),
        ("\ud800half\udfff \ufffe\uffff", "half "),
        ("<b> & 😀 µ \x7f\x85", "<b> & 😀 µ \x7f\x85"),
    ],
)
def test_what_xml_cannot_hold_is_left_out(text, left):
    assert xml_text(text) == left


@given(st.text(st.characters()))
def test_whatever_is_left_can_be_written_and_read(text):
    element = etree.Element("summary")

    element.text = xml_text(text)

    assert etree.fromstring(etree.tostring(element)).text == (xml_text(text) or None)
