package io.github.cameldune.jbang;

/** Camel JBang without JBang: what its command {@code camel} calls. It is not on the class path of the component's build. */
public final class CamelJBang {

    private CamelJBang() {}

    /**
     * Does what {@code camel} with these arguments does.
     *
     * @param args such as {@code run route.yaml}
     * @throws ReflectiveOperationException if Camel JBang is not on the class path
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Class.forName("org.apache.camel.dsl.jbang.core.commands.CamelJBangMain")
                .getMethod("run", String[].class)
                .invoke(null, (Object) args);
    }
}
