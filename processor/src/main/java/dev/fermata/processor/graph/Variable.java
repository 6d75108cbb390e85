package dev.fermata.processor.graph;

import com.sun.source.tree.Tree;
import javax.lang.model.type.TypeMirror;

/** A variable of the user's method, or a value the lowering keeps between two states. Compared by identity. */
public final class Variable {

    /** Where a variable comes from. */
    public enum Kind {
        PARAMETER,
        LOCAL,
        /** An intermediate result: has no name in the user's source. */
        TEMPORARY,
        /** An object of the application: never stored, and looked up again where it is missing. */
        PASSING
    }

    private final String name;
    private final TypeMirror type;
    private final String typeText;
    private final Tree declaration;
    private final Kind kind;
    private boolean field;
    private String javaName;
    private String cast = "";

    /**
     * @param name the key in a frame: the user's name, or one derived from a label
     * @param typeText {@code type} as it can be written in the machine
     * @param declaration where the user sees it: its declaration, or the expression whose value it holds
     */
    public Variable(String name, TypeMirror type, String typeText, Tree declaration, Kind kind) {
        this.name = name;
        this.type = type;
        this.typeText = typeText;
        this.declaration = declaration;
        this.kind = kind;
        this.field = kind == Kind.PARAMETER;
        this.javaName = name;
    }

    public String name() {
        return name;
    }

    public TypeMirror type() {
        return type;
    }

    public String typeText() {
        return typeText;
    }

    public Tree declaration() {
        return declaration;
    }

    public boolean temporary() {
        return kind == Kind.TEMPORARY;
    }

    /** Whether it is part of frames. */
    public boolean stored() {
        return kind != Kind.PASSING;
    }

    /** Whether the machine keeps it in a field; otherwise it is a local of the one state that uses it. */
    public boolean field() {
        return field;
    }

    public Variable makeField() {
        field = true;
        return this;
    }

    /** The identifier that stands for it in the machine. */
    public String javaName() {
        return javaName;
    }

    public void nameInJava(String identifier) {
        javaName = identifier;
    }

    /** What it is cast to where it is read; empty where its declared type says all. */
    public String cast() {
        return cast;
    }

    public Variable castTo(String type) {
        cast = type;
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
